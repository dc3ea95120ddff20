import { known } from 'virtual:izin/known';
import { matchesName } from '../core/catalogue/match.ts';
import { readConfig } from '../core/config/config.ts';
import { isEarly, unknownServices, type Governed } from '../core/config/services.ts';
import type { Evidence, HeldTag, InspectorContext } from '../gate/api.ts';
import { absolute, addressOf, markupOf, numberOf } from './elements.ts';
import { readFreedom } from './freed.ts';
import { lookAtPlace, sealText } from './place.ts';
import type { Freed, RequestSeen, ServiceSeen, Snapshot, StoredSeen, TagSeen } from './seen.ts';

/**
 * Looks at the page as it is now.
 *
 * @param refused - Addresses that the browser has refused so far.
 */
export function lookAt({ gate, look, judge }: InspectorContext, refused: ReadonlySet<string>): Snapshot {
  const evidence = look();
  const { config, problems } = readConfig(evidence.given === undefined ? {} : evidence.given);
  const services = new Map(
    [...evidence.services.values()].map((service): [string, ServiceSeen] => [
      service.id,
      {
        id: service.id,
        category: service.category,
        isDeclared: service.declared === true,
        isGranted: gate.allows(service.id),
        isEarly: isEarly(service, config),
        hosts: service.hosts,
        ownHosts: service.ownHosts ?? [],
        cookies: service.cookies,
        storage: service.storage ?? [],
      },
    ]),
  );
  const place = lookAtPlace(evidence);
  // A gate that comes late takes what scripts have inserted before it for the parser's.
  const isFirst = place.isKnown && !place.isAsync && !place.isDeferred && !place.before.length;
  const tags = gate.held().map((tag) => tagSeen(tag, evidence.waiting, isFirst));
  const loaders = loadersByAddress();
  const freedom = readFreedom(evidence.services, config);
  const freedBy = (url: string): Freed | undefined => {
    const { category, service } = /^(https?|wss?):/.test(url) ? judge(url) : {};
    const isFree = category === undefined || category === 'necessary';
    // What is marked runs by its mark.
    const isMarked = tags.some((tag) => tag.vector === 'marked' && absolute(tag.url) === url);
    return isFree && !isMarked ? freedom.of(url, service) : undefined;
  };
  const requests = requestsSeen(
    { gate, judge },
    { services, tags, loaders, refused, freedBy, isLax: config.unlisted === 'pass' },
  );
  const freed = freedom.list(
    [...requests.map(({ url }) => url), ...loading(loaders).filter((url) => !refused.has(url))].flatMap(
      (url) => freedBy(url) ?? [],
    ),
  );
  const met = new Set([...tags, ...requests].map(({ service }) => service));
  for (const { tracker, urls } of freed) if (urls.length) met.add(tracker);
  return {
    config,
    given: evidence.given,
    problems: [...problems, ...unknownServices(config, evidence.services)],
    services,
    catalogue: known,
    freed,
    place,
    isFirst,
    seal: { state: evidence.seal, text: sealText() },
    tags,
    requests,
    refused: [...refused].map((url) => ({ url, ...judge(url) })),
    stored: storedSeen(evidence, met),
    twice: scriptsTwice(judge),
  };
}

function tagSeen({ element, ...tag }: HeldTag, waiting: Evidence['waiting'], isFirst: boolean): TagSeen {
  return {
    ...tag,
    at: element && numberOf(element),
    markup: element && markupOf(element),
    isPasted:
      isFirst &&
      tag.vector !== 'marked' &&
      tag.vector !== 'style' &&
      !!element &&
      waiting.get(element) === true,
  };
}

/** What loads from elsewhere in the page, by address. */
function loadersByAddress(): ReadonlyMap<string, Element> {
  const loaders = new Map<string, Element>();
  for (const element of document.querySelectorAll(
    'script[src],img[src],iframe[src],link[href],video,audio,embed,object,input[src]',
  )) {
    if (element.closest('#izin,#izin-inspector')) continue;
    const address = addressOf(markupOf(element));
    if (address && !loaders.has(address)) loaders.set(address, element);
  }
  return loaders;
}

/** The addresses of those that load or run as they stand; links may only point somewhere. */
const loading = (loaders: ReadonlyMap<string, Element>): readonly string[] =>
  [...loaders].flatMap(([url, element]) =>
    element.matches('img,iframe,script:not([type]),script[type*=javascript],script[type=module]') ? url : [],
  );

/** What requests are judged by. */
interface Circumstances {
  readonly services: ReadonlyMap<string, ServiceSeen>;
  readonly tags: readonly TagSeen[];
  readonly loaders: ReadonlyMap<string, Element>;
  readonly refused: ReadonlySet<string>;
  readonly freedBy: (url: string) => Freed | undefined;
  /** What nobody has declared passes. */
  readonly isLax: boolean;
}

function requestsSeen(
  { gate, judge }: Pick<InspectorContext, 'gate' | 'judge'>,
  { services, tags, loaders, refused, freedBy, isLax }: Circumstances,
): readonly RequestSeen[] {
  const byAddress = new Map(tags.map((tag) => [absolute(tag.url), tag]));
  const { decidedAt = 0 } = gate.state;
  const decided = decidedAt - performance.timeOrigin;
  // What was taken back in this page was granted when it was asked for.
  const isUndone = decided > 0 && /withdrawn|changed/.test(String(gate.receipt()?.event));
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries.flatMap(
    ({ name: url, initiatorType, startTime, duration, responseStatus }): RequestSeen[] => {
      const { action, service, category } = judge(url, initiatorType === 'beacon');
      const tracker = freedBy(url)?.tracker;
      if ((category ?? tracker) === undefined || !/^(https?|wss?):/.test(url)) return [];
      // Refused by a policy, or in memory: the network takes its time. A redirect that was refused was asked for.
      const isUnsent = duration === 0 && !responseStatus;
      if (isUnsent && refused.has(url)) return [];
      const tag = byAddress.get(url);
      const element = loaders.get(url);
      const governed = service === undefined ? undefined : services.get(service);
      const isHeld = action !== 0 || /^(held|waiting|refused)$/.test(tag?.status ?? '');
      const isOptional =
        governed &&
        !governed.isEarly &&
        governed.category !== 'unclassified' &&
        (governed.isDeclared || !isLax);
      const isEarly =
        !isUndone &&
        !isUnsent &&
        tag?.vector !== 'marked' &&
        (tracker
          ? !gate.allows(tracker) || startTime < decided
          : !governed?.isEarly &&
            (isHeld ? tag?.status !== 'released' : !!isOptional && startTime < decided));
      return [
        {
          url,
          host: new URL(url).hostname,
          initiator: initiatorType,
          start: Math.round(startTime),
          service,
          category: tag?.category ?? (tracker && known[tracker]?.category) ?? category ?? '',
          tracker,
          isEarly,
          isUnsent,
          at: tag?.at ?? (element && numberOf(element)),
          markup: tag?.markup ?? (element && markupOf(element)),
        },
      ];
    },
  );
}

function storedSeen(
  { cookies, localKeys, sessionKeys, services }: Evidence,
  met: ReadonlySet<string | undefined>,
): readonly StoredSeen[] {
  const all = [...services.values()];
  const fits = (rules: readonly string[] | undefined, name: string): boolean =>
    !!rules?.some((rule) => matchesName(rule, name));
  const seen = (kind: StoredSeen['kind'], name: string): StoredSeen => {
    const key = kind === 'cookie' ? 'cookies' : 'storage';
    const isOf = ({ id, declared, ...service }: Governed): boolean =>
      declared === true && (fits(service[key], name) || fits(known[id]?.[key], name));
    // Names that are nobody else's; of a service that is here anyway, all of its names.
    const isUsual = ({ id, declared, cookies }: Governed): boolean =>
      !declared &&
      (key === 'cookies'
        ? fits(cookies, name) || (met.has(id) && fits(known[id]?.cookies, name))
        : fits(
            known[id]?.storage.filter((rule) => met.has(id) || rule.length > 4),
            name,
          ));
    return { name, kind, owner: all.find(isOf)?.id, usual: all.find(isUsual)?.id };
  };
  return [
    ...[...new Set(cookies)].map((name) => seen('cookie', name)),
    ...localKeys.map((name) => seen('local', name)),
    ...sessionKeys.map((name) => seen('session', name)),
  ];
}

/** Addresses of scripts of others that stand in the page more than once. */
function scriptsTwice(judge: InspectorContext['judge']): readonly string[] {
  const addresses = [...document.querySelectorAll('script')]
    .map((script) => addressOf(markupOf(script)))
    .filter((url) => /^https?:/.test(url) && judge(url).category !== undefined);
  return [...new Set(addresses.filter((url, i) => addresses.indexOf(url) !== i))];
}
