/** What the API must not let pass: each line that is expected to fail is a promise to callers. */
import type { ConsentGate, ConsentState, HeldTag } from '../../src/gate/api.ts';

declare const izin: ConsentGate;
declare const state: ConsentState;
declare const tag: HeldTag;

// What is right compiles.
izin.choose({ marketing: 'granted', hotjar: 'denied' });
const stop: () => void = izin.subscribe(({ decisions }) => void decisions.marketing);
stop();
const hope: Promise<void> = izin.when('youtube');
void hope;
const isAllowed: boolean = window.izin.allows('performance');
void isAllowed;
document.addEventListener('izin:change', ({ detail }) => void detail.decisions.functional);
document.addEventListener('izin:hold', ({ detail }) => void detail.status);
document.addEventListener('izin:show', ({ detail }) => izin.show(detail.layer));

// Decisions are words, not booleans: `false` and "not asked" are different things.
// @ts-expect-error a boolean is no decision
izin.choose({ marketing: true });
// @ts-expect-error nor is another word
izin.choose({ marketing: 'yes' });
// @ts-expect-error nor is an id alone
izin.choose('marketing');

// @ts-expect-error there are two layers
izin.show('popup');
// @ts-expect-error all is all
izin.acceptAll('marketing');
// @ts-expect-error one element at a time, not a selector
izin.loadOnce('iframe');
// @ts-expect-error a listener is called, a name is not
izin.subscribe('marketing');
// @ts-expect-error the promise tells nothing but that it is granted
void hope.then((answer: string) => answer);

// State is read, never written.
// @ts-expect-error
state.decided = true;
// @ts-expect-error
state.decisions.marketing = 'granted';
// @ts-expect-error
state.services['hotjar'] = 'granted';
// @ts-expect-error
izin.state = state;
// @ts-expect-error
izin.held().push(tag);
// @ts-expect-error
tag.status = 'released';
// @ts-expect-error no fifth category
void state.decisions.analytics;
// @ts-expect-error who has not decided has no time of decision
const when: number = state.decidedAt;
void when;
// @ts-expect-error inline code has no element of another kind
const frame: HTMLIFrameElement = tag.element;
void frame;

// @ts-expect-error no such event
document.addEventListener('izin:accept', ({ detail }) => void detail);
document.addEventListener('izin:hold', ({ detail }) => {
  // @ts-expect-error a held tag has no decisions
  void detail.decisions;
});
