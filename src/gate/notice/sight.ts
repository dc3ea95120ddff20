import type { HeldTag, PlaceholderModule } from '../api.ts';
import { fromDocument, onceLoaded } from '../page.ts';
import { press } from './deed.ts';
import { config, inside, report } from './site.ts';

const LEAST = 400; // square px: what is smaller is not there to be seen
/** Elements that scripts of services fill or replace; src/banner/embeds.ts knows them better. */
const FILLED = '.instagram-media,.tiktok-embed,[class^=twitter-],[class^=fb-]';

/** Has placeholders shown as soon as something that is held comes near to where it would be seen. */
export function watchSight(): void {
  let isBegun = false;
  let pause = 1500; // ms; twice as long before each time that the file is asked for again
  const { gate, load } = inside;
  const { waiting } = inside.tools;
  const sight = new IntersectionObserver(
    (entries) => {
      const isNear = entries.some(
        ({ isIntersecting, boundingClientRect: box, target }) =>
          isIntersecting &&
          (waiting.has(target) ? box.width * box.height > LEAST : waiting.size && target.matches(FILLED)),
      );
      if (isNear)
        load<PlaceholderModule>('placeholder')
          .then((chunk) => {
            sight.disconnect();
            if (!isBegun) chunk.showPlaceholders(inside, () => config, press);
            isBegun = true;
          })
          .catch((error: unknown) => {
            report(error);
            setTimeout(again, (pause *= 2));
          });
    },
    { rootMargin: '50%' },
  );
  const seek = (): void => {
    for (const element of fromDocument('querySelectorAll').call(document, FILLED)) sight.observe(element);
  };
  const look = ({ element, status }: HeldTag): void => {
    if (!element || status !== 'held') return;
    if (element.matches('iframe,object,embed')) sight.observe(element);
    else if (element.localName === 'script') seek();
  };
  /** What is observed anew tells at once whether it is near. */
  const again = (): void => {
    sight.disconnect();
    gate.held().forEach(look);
    seek();
  };
  gate.held().forEach(look);
  fromDocument('addEventListener').call(
    document,
    'izin:hold',
    (event) => isBegun || look((event as CustomEvent<HeldTag>).detail),
  );
  onceLoaded(seek);
}
