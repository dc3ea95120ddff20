import type { HeldTag, PlaceholderContext } from '../gate/api.ts';
import { EMBEDS } from './embeds.ts';
import { fromDocument } from './page.ts';

/** Something that visitors would see and that is held. */
export interface Held {
  /** Where they would see it. */
  readonly element: HTMLElement;
  readonly tag: HeldTag;
  /** What has to run for that: itself, or the scripts that fill it. */
  readonly sources: readonly Element[];
  /** The addresses of such scripts. */
  readonly scripts: readonly string[];
  /** The service, declared or not. */
  readonly service: string | undefined;
  readonly address: string;
  /** The browser cannot have asked for it before it was held. */
  readonly isUnsent: boolean;
  readonly isEmbed: boolean;
}

const FRAMES = 'iframe,object,embed';
/** Finds whatever may have a placeholder. */
export const SUBJECTS = [FRAMES, ...EMBEDS.map(({ containers }) => containers)].join();

/** Whether the owner has nothing of their own there. */
const isWanted = (element: Element): boolean => !element.closest('[data-placeholder=none]');

/**
 * Finds what is held now and would be seen, each element once.
 *
 * @param leaving - What is not held any more, and has not gone yet.
 */
export function findHeld(
  { gate, tools: { waiting, judge, lent, find } }: PlaceholderContext,
  isSealed: boolean,
  leaving: Iterable<Element>,
): Map<Element, Held> {
  const tags = new Map<unknown, HeldTag>();
  const sent = new Set<unknown>();
  for (const tag of gate.held()) {
    tags.set(tag.element, tag);
    if (tag.status === 'released') sent.add(tag.element);
  }
  const found = new Map<Element, Held>();
  const scripts: Held[] = [];
  for (const element of new Set([...waiting.keys(), ...leaving])) {
    const tag = tags.get(element);
    // What stands there only while something is refused is nothing to be allowed.
    if (tag?.status !== 'held' || tag.category.includes('!')) continue;
    const isMarked = tag.vector === 'marked';
    // As they are now: the page may have changed them since.
    const addresses = find(
      element,
      (name) =>
        (isMarked ? element.getAttribute(name === 'data' ? 'data-src' : `data-${name}`) : null) ??
        element.getAttribute(`data-izin-${name}`) ??
        element.getAttribute(name),
    );
    const address = addresses.find((each) => judge(each).action) ?? addresses[0] ?? tag.url;
    const held: Held = {
      element: element as HTMLElement,
      tag,
      sources: [element],
      scripts: [],
      service: (isMarked && tag.service) || judge(address).service,
      address,
      isUnsent: isSealed || ((isMarked || !waiting.get(element)) && !sent.has(element)),
      isEmbed: false,
    };
    if (element.localName === 'script') scripts.push(held);
    // What stands within an object is shown only where the object is not.
    else if (element.matches(FRAMES) && !element.matches('object *') && isWanted(element))
      found.set(element, held);
  }
  for (const { service, containers, script } of EMBEDS) {
    const able = scripts.filter((held) => held.service === service || script.test(absolute(held.address)));
    const [first] = able;
    if (!first || lent.has(first.service)) continue;
    // The same script is often pasted with each post.
    const sources = new Map(able.map((held) => [held.address || held.element, held.element]));
    for (const element of fromDocument('querySelectorAll')<HTMLElement>(containers)) {
      if (element.matches(`:is(${containers}) *`) || !isWanted(element)) continue;
      const isUnsent = able.every((held) => held.isUnsent);
      const address = linkIn(element);
      found.set(element, {
        ...first,
        element,
        address,
        sources: [...sources.values()],
        scripts: able.filter(({ address }) => address).map(({ address }) => absolute(address)),
        isUnsent,
        isEmbed: true,
      });
    }
  }
  return found;
}

const absolute = (address: string): string => {
  try {
    return new URL(address, fromDocument('baseURI')).href;
  } catch {
    return '';
  }
};

/** Where the post itself is, by what the owner's markup says of it. */
function linkIn(container: HTMLElement): string {
  const links = [container, ...container.querySelectorAll('a')];
  const { href = '', instgrmPermalink = href } = container.dataset;
  return (
    instgrmPermalink ||
    container.getAttribute('cite') ||
    links
      .map((link) => link.getAttribute('href') ?? '')
      .reverse()
      .find((link) => /^https?:/.test(link)) ||
    ''
  );
}
