import type { Exercise } from './site.ts';

/** Every native that a script can look at: how it is described, what it is called, what its source says. */
const looks: Exercise = {
  name: 'natives look as they do',
  // Consent Mode has its queue in every page. What an attribute inherits is its own with the gate.
  ignores: /^window\.(dataLayer|Attr\.prototype\.(nodeValue|textContent)):/,
  part: ({ note }) => {
    const seen = new Set<object>();
    const sourceOf = Function.prototype.toString;
    const shape = (value: unknown): string =>
      typeof value === 'function' ? `${value.name}/${value.length} ${sourceOf.call(value)}` : typeof value;
    function look(path: string, object: object): void {
      if (seen.has(object)) return;
      seen.add(object);
      for (const key of Reflect.ownKeys(object)) {
        const name = `${path}.${String(key)}`;
        if (/^window\.(izin|notebook|transcript|isDone|event)/.test(name)) continue;
        const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
        if (!descriptor) continue;
        const { value, get, set, ...flags } = descriptor;
        note(name, `${JSON.stringify(flags)} ${shape(value)} | ${shape(get)} | ${shape(set)}`);
        if (typeof value === 'function') {
          if (value.prototype) look(`${name}.prototype`, value.prototype as object);
          if (path === 'window') look(name, value as object);
        }
      }
    }
    look('window', window);
    for (const object of ['document', 'navigator', 'location', 'history', 'performance'] as const)
      look(object, self[object]);
  },
};

/** Natives called as nobody should, and extended as everybody may. */
const uses: Exercise = {
  name: 'natives are called, constructed, extended and misused as before',
  files: { '/w.js': 'onmessage = ({ data }) => postMessage(data)', '/empty': '' },
  part: async ({ note, attempt, next }) => {
    const misuse = (label: string, act: () => unknown): Promise<void> => attempt(`misuse ${label}`, act);
    const none = {} as never;
    await misuse('fetch()', () => (fetch as () => unknown)());
    await misuse('new fetch', () => Reflect.construct(fetch, ['/empty']));
    await misuse('fetch of another', () => fetch.call(none, '/empty'));
    await misuse('fetch of a broken address', () => fetch('http://['));
    await misuse('fetch with a symbol', () => fetch(Symbol('x') as never));
    await misuse('fetch with what throws', () =>
      fetch({
        toString() {
          throw new RangeError('mine');
        },
      } as never),
    );
    await misuse('Worker as a function', () => (Worker as unknown as () => unknown)());
    await misuse('Worker without an address', () => Reflect.construct(Worker, []));
    await misuse('WebSocket as a function', () => (WebSocket as unknown as () => unknown)());
    await misuse('WebSocket with a broken address', () => new WebSocket('http://['));
    await misuse('WebSocket with a fragment', () => new WebSocket('wss://toko.test/#a'));
    await misuse('EventSource as a function', () => (EventSource as unknown as () => unknown)());
    await misuse('XMLHttpRequest.open of another', () =>
      Reflect.apply(XMLHttpRequest.prototype.open, none, ['GET', '/']),
    );
    await misuse('open()', () => (new XMLHttpRequest().open as () => unknown)());
    await misuse('open with a bad method', () => new XMLHttpRequest().open('G E T', '/'));
    await misuse('open with a broken address', () => new XMLHttpRequest().open('GET', 'http://['));
    await misuse('send before open', () => new XMLHttpRequest().send());
    await misuse('send of another', () => XMLHttpRequest.prototype.send.call(none));
    await misuse('setAttribute of another', () => Element.prototype.setAttribute.call(none, 'src', 'x'));
    await misuse('setAttribute()', () => (document.createElement('img').setAttribute as () => unknown)());
    await misuse('setAttribute of one', () =>
      (document.createElement('img').setAttribute as (a: string) => unknown)('src'),
    );
    await misuse('setAttribute with a bad name', () => document.createElement('img').setAttribute('a b', ''));
    await misuse('setAttributeNS', () => document.createElement('img').setAttributeNS('x', 'a b:c', ''));
    await misuse('appendChild()', () => (document.body.appendChild as () => unknown)());
    await misuse('appendChild of text', () => document.body.appendChild('x' as never));
    await misuse('appendChild of what holds it', () => {
      const [outer, inner] = [document.createElement('p'), document.createElement('b')];
      outer.appendChild(inner);
      inner.appendChild(outer);
    });
    await misuse('insertBefore of a stranger', () =>
      document.createElement('p').insertBefore(document.createElement('b'), document.createElement('i')),
    );
    await misuse('append of another', () => Element.prototype.append.call(none, 'x'));
    await misuse('innerHTML of another', () =>
      Reflect.set(Element.prototype, 'innerHTML', '<p>', none) ? 'set' : 'not set',
    );
    await misuse('insertAdjacentHTML nowhere', () =>
      document.body.insertAdjacentHTML('x' as never, '<img src=/e>'),
    );
    await misuse('insertAdjacentHTML()', () => (document.body.insertAdjacentHTML as () => unknown)());
    await misuse('insertAdjacentHTML outside of nothing', () =>
      document.createElement('p').insertAdjacentHTML('afterend', '<img src=/e>'),
    );
    await misuse('DOMParser without a type', () => (new DOMParser().parseFromString as () => unknown)());
    await misuse('DOMParser of a bad type', () =>
      new DOMParser().parseFromString('<img src=x>', 'text/x' as never),
    );
    await misuse('cookie of another', () =>
      Reflect.getOwnPropertyDescriptor(Document.prototype, 'cookie')?.set?.call(none, 'a=1'),
    );
    await misuse('getItem of another', () => Storage.prototype.getItem.call(none, 'a'));
    await misuse('setItem of one', () => (localStorage.setItem as (a: string) => unknown)('a'));
    await misuse('new Storage', () => new Storage());
    await misuse('sendBeacon()', () => (navigator.sendBeacon as () => unknown)());
    await misuse('sendBeacon of another', () => navigator.sendBeacon.call(none, '/empty'));
    await misuse('sendBeacon of a broken address', () => navigator.sendBeacon('http://['));
    await misuse('sendBeacon elsewhere', () => navigator.sendBeacon('ftp://toko.test/'));
    await misuse('insertRule', () => new CSSStyleSheet().insertRule('{'));
    await misuse('animate()', () => (document.body.animate as () => unknown)());
    await misuse('attachShadow twice', () => {
      const host = document.createElement('div');
      host.attachShadow({ mode: 'open' });
      host.attachShadow({ mode: 'open' });
    });
    await misuse('open of a broken address', () => window.open('http://['));
    await misuse('click of another', () => HTMLElement.prototype.click.call(none));
    await misuse('submit of another', () => HTMLFormElement.prototype.submit.call(none));
    await misuse('Image as a function', () => (Image as unknown as () => unknown)());
    await misuse('Audio as a function', () => (Audio as unknown as () => unknown)());
    await misuse('RTCPeerConnection as a function', () => (RTCPeerConnection as unknown as () => unknown)());
    for (const iceServers of [3, [{}], [{ urls: 'http://[' }]])
      await misuse('RTCPeerConnection with nonsense', () => {
        try {
          return new RTCPeerConnection({ iceServers } as never);
        } catch (error) {
          return (error as Error).name;
        }
      });
    await misuse('RTCPeerConnection with a set', () => {
      const iceServers = new Set([{ urls: 'stun:toko.test' }]) as Iterable<RTCIceServer>;
      return new RTCPeerConnection({ iceServers } as never).getConfiguration().iceServers;
    });
    await misuse('FontFace()', () => Reflect.construct(FontFace, []));
    await misuse('KeyframeEffect of nothing', () =>
      new KeyframeEffect(null, { opacity: [0, 1] }, 9).getKeyframes(),
    );
    await misuse('a getter on the prototype', () => Reflect.get(HTMLImageElement.prototype, 'src'));
    await misuse('a setter on the prototype', () => Reflect.set(HTMLImageElement.prototype, 'src', '/e'));

    const worker = new Worker('/w.js');
    note('instanceof Worker', [worker instanceof Worker, worker.constructor === Worker, String(worker)]);
    note('own name', [Worker.name, Worker.length, Worker.prototype.constructor === Worker]);
    class OwnWorker extends Worker {
      own = 1;
      echo(value: unknown): void {
        this.postMessage(value);
      }
    }
    const own = new OwnWorker('/w.js', { name: 'mine' });
    note('class extends Worker', [
      own instanceof OwnWorker,
      own instanceof Worker,
      own.own,
      own.constructor.name,
    ]);
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    own.postMessage({ buffer, map: new Map([[1, { a: 2n }]]), date: new Date(0) }, [buffer]);
    const { data } = (await next(own, 'message')) as MessageEvent;
    note('a transferred buffer', [
      buffer.byteLength,
      [...new Uint8Array(data.buffer)],
      String(data.map.get(1).a),
    ]);
    own.terminate();
    worker.terminate();
    class OwnRequest extends Request {
      readonly tagged: boolean;
      constructor(input: RequestInfo, init?: RequestInit) {
        super(input, { ...init, headers: { 'x-own': '1' } });
        this.tagged = true;
      }
    }
    const request = new OwnRequest('/empty', { method: 'POST', body: 'x' });
    note('class extends Request', [
      request.tagged,
      request.url,
      request.headers.get('x-own'),
      request.method,
    ]);
    await attempt('fetch of it', async () => (await fetch(request)).status);
    note('its body is used', request.bodyUsed);
    class OwnXhr extends XMLHttpRequest {
      override open(...args: unknown[]): void {
        note('open of the subclass', args);
        Reflect.apply(super.open, this, args);
      }
    }
    const xhr = new OwnXhr();
    xhr.open('GET', '/empty');
    xhr.send();
    await next(xhr, 'loadend');
    note('class extends XMLHttpRequest', [xhr.status, xhr instanceof OwnXhr, xhr.constructor.name]);
    class OwnSource extends EventSource {}
    const source = new OwnSource('/empty');
    note('class extends EventSource', [source instanceof OwnSource, source.readyState, source.url]);
    source.close();
    class OwnImage extends HTMLImageElement {
      static readonly observedAttributes = ['src'];
      attributeChangedCallback(...args: unknown[]): void {
        note('attributeChanged', args);
      }
    }
    customElements.define('own-image', OwnImage, { extends: 'img' });
    const image = new OwnImage();
    image.src = '/own.gif';
    image.setAttribute('src', '/own.gif?2');
    note('class extends HTMLImageElement', [
      image.getAttribute('src'),
      image.src,
      image instanceof HTMLImageElement,
    ]);
    const sized = new Image(3, 4);
    note('new Image(3, 4)', [sized, sized.width, sized instanceof HTMLImageElement, sized.constructor.name]);
    const audio = new Audio();
    note('new Audio()', [audio, audio.preload, audio.constructor === HTMLAudioElement]);
    note('new Audio(address)', [new Audio('/a.mp3'), new Audio('/a.mp3').currentSrc]);
    note('new Audio(undefined)', new Audio(undefined));
    note('new Option', new Option('a', 'b'));
    note(
      'Reflect.construct with another newTarget',
      Reflect.construct(Image, [], HTMLVideoElement) instanceof HTMLElement,
    );
    note('bound', [fetch.bind(window).name, Worker.bind(null).name]);
    note(
      'keys of window',
      Object.keys(window).filter((key) => !/^(izin|dataLayer|notebook|transcript|isDone)/.test(key)),
    );
    for (const key of ['fetch', 'Worker', 'Image', 'open', 'localStorage', 'WebSocket', 'FontFace'] as const)
      note(`own and enumerable ${key}`, [
        Object.hasOwn(window, key),
        Object.prototype.propertyIsEnumerable.call(window, key),
      ]);
    await attempt('delete and put back', () => {
      const before = window.fetch;
      const isSet = Reflect.set(window, 'fetch', () => 'mine');
      const mine = (window.fetch as () => unknown)();
      window.fetch = before;
      return [isSet, mine, window.fetch === before];
    });
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    note('a frame of its own', [
      inner.fetch === fetch,
      inner.Element === Element,
      frame.contentDocument === inner.document,
      frame.contentWindow === inner,
      inner.document.body instanceof inner.HTMLElement,
      inner.parent === window,
    ]);
    await attempt('fetch of the frame', async () => (await inner.fetch('/empty')).status);
    const later = inner.fetch;
    frame.remove();
    await attempt('fetch of a frame that is gone', async () => (await later.call(window, '/empty')).status);
    await attempt(
      'fetch of a frame that is gone, with a request',
      async () => (await later.call(window, new Request('/empty'))).status,
    );
    note('contentWindow of a frame that is gone', [frame.contentWindow, frame.contentDocument]);
    const named = document.createElement('iframe');
    named.name = 'inside';
    document.body.append(named);
    note('open into a frame', window.open('/empty', 'inside') === named.contentWindow);
    named.remove();
  },
};

export const NATIVES: readonly Exercise[] = [looks, uses];
