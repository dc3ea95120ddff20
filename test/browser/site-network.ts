import { after, json, status, text, type Answer } from './answers.ts';
import type { Exercise } from './site.ts';

/** Answers with what was asked. */
const mirror: Answer = ({ method, body, headers, path }, response) =>
  json({
    method,
    body,
    path,
    type: headers['content-type'] ?? null,
    own: headers['x-own'] ?? null,
    mode: headers['sec-fetch-mode'],
    dest: headers['sec-fetch-dest'],
    referer: headers.referer ?? null,
    accept: headers.accept,
  })({ method, body, headers, path } as never, response);

const pieces: Answer = async (_seen, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  for (const piece of ['one ', 'two ', 'three']) {
    response.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  response.end();
};

const events: Answer = (_seen, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('id: 7\nevent: own\ndata: first\ndata: line\n\ndata: plain\n\n');
};

/** @param port - Where messages of WebSockets are sent back. */
export const network = (port: number): Exercise => ({
  name: 'what asks the site’s own servers is answered',
  files: {
    '/mirror': mirror,
    '/pieces': pieces,
    '/events': events,
    '/gone': status(404),
    '/moved': status(302, { location: '/mirror' }),
    '/none': status(204),
    '/slow': after(400, text('text/plain', 'slow')),
    '/data.xml': text('application/xml', '<a><b>1</b></a>'),
    '/data.json': json({ a: [1] }),
  },
  head: `<script>self.port = ${port}</script>`,
  part: async ({ note, attempt, next }) => {
    const read = async (answer: Response): Promise<unknown> => [
      answer.status,
      answer.type,
      answer.redirected,
      new URL(answer.url).pathname,
      answer.headers.get('content-type'),
      await answer.text(),
    ];
    await attempt('get', async () => read(await fetch('/mirror?q=ü&b')));
    await attempt('relative', async () => read(await fetch('mirror')));
    await attempt('an address', async () => read(await fetch(new URL('/mirror#hash', location.href))));
    await attempt('an object', async () => read(await fetch({ toString: () => '/mirror?object' } as never)));
    await attempt('post', async () =>
      read(await fetch('/mirror', { method: 'POST', body: 'text', headers: { 'X-Own': '1' } })),
    );
    await attempt('form', async () =>
      read(await fetch('/mirror', { method: 'PUT', body: new URLSearchParams({ a: '1', b: 'x y' }) })),
    );
    await attempt('blob', async () =>
      read(await fetch('/mirror', { method: 'PATCH', body: new Blob(['blob'], { type: 'text/own' }) })),
    );
    await attempt('bytes', async () =>
      read(await fetch('/mirror', { method: 'POST', body: new Uint8Array([65, 66]) })),
    );
    await attempt('request', async () =>
      read(await fetch(new Request('/mirror', { method: 'POST', body: 'r' }), { headers: { 'x-own': '2' } })),
    );
    await attempt('request and more', async () =>
      read(await fetch(new Request('/mirror', { headers: { 'x-own': '3' } }), { method: 'DELETE' })),
    );
    await attempt('redirect', async () => read(await fetch('/moved')));
    await attempt('redirect refused', () => fetch('/moved', { redirect: 'error' }));
    await attempt('redirect by hand', async () => (await fetch('/moved', { redirect: 'manual' })).type);
    await attempt('404', async () => read(await fetch('/gone')));
    await attempt('204', async () => read(await fetch('/none')));
    await attempt('head', async () => read(await fetch('/mirror', { method: 'HEAD' })));
    await attempt('a body where none may be', () => fetch('/mirror', { body: 'x' }));
    await attempt('integrity', () => fetch('/data.json', { integrity: 'sha256-AAAA' }));
    await attempt('no-cors', async () => (await fetch('/mirror', { mode: 'no-cors' })).type);
    await attempt(
      'same-origin',
      async () =>
        (
          await fetch('/mirror', {
            mode: 'same-origin',
            credentials: 'omit',
            cache: 'no-store',
            referrer: '',
          })
        ).status,
    );
    await attempt(
      'keepalive',
      async () => (await fetch('/mirror', { keepalive: true, method: 'POST', body: 'k' })).status,
    );
    await attempt('json', async () => (await (await fetch('/data.json')).json()) as unknown);
    await attempt('stream', async () => {
      const reader = (await fetch('/pieces')).body?.pipeThrough(new TextDecoderStream()).getReader();
      let all = '';
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) return all;
        all += value;
      }
    });
    await attempt('upload of a stream', () =>
      fetch('/mirror', {
        method: 'POST',
        body: new Blob(['s']).stream(),
        duplex: 'half',
      } as RequestInit).catch((error: Error) => error.name),
    );
    await attempt('aborted before', () => fetch('/mirror', { signal: AbortSignal.abort() }));
    await attempt('aborted for a reason', () =>
      fetch('/mirror', { signal: AbortSignal.abort(new RangeError('mine')) }),
    );
    await attempt('aborted on the way', () => {
      const control = new AbortController();
      const answer = fetch('/slow', { signal: control.signal });
      control.abort();
      return answer;
    });
    await attempt('too late', () => fetch('/slow', { signal: AbortSignal.timeout(10) }));
    await attempt('a clone', async () => {
      const answer = await fetch('/data.json');
      const copy = answer.clone();
      return [await answer.text(), (await copy.blob()).type, answer.bodyUsed];
    });
    await attempt('blob address', async () => (await fetch(URL.createObjectURL(new Blob(['own'])))).text());
    await attempt('data address', async () => (await fetch('data:,own')).text());
    await attempt('no scheme', () => fetch('nonsense:x'));
    note('a promise of this page', fetch('/none') instanceof Promise);

    for (const type of ['', 'text', 'json', 'document', 'blob', 'arraybuffer'] as const) {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      for (const name of [
        'readystatechange',
        'loadstart',
        'progress',
        'load',
        'error',
        'abort',
        'timeout',
        'loadend',
      ])
        xhr.addEventListener(
          name,
          () => order.at(-1) !== `${name} ${xhr.readyState}` && order.push(`${name} ${xhr.readyState}`),
        );
      for (const name of ['loadstart', 'load', 'loadend'])
        xhr.upload.addEventListener(name, () => order.push(`upload ${name}`));
      xhr.open('POST', type === 'document' ? '/data.xml' : '/data.json');
      xhr.responseType = type;
      xhr.setRequestHeader('X-Own', 'a');
      xhr.setRequestHeader('x-own', 'b');
      xhr.send(type ? 'body' : null);
      await next(xhr, 'loadend');
      note(`xhr ${type}`, [
        xhr.status,
        xhr.statusText,
        type === '' || type === 'text' ? xhr.responseText : Object.prototype.toString.call(xhr.response),
        new URL(xhr.responseURL).pathname,
        xhr.getResponseHeader('content-type'),
        order,
      ]);
    }
    await attempt('synchronous', () => {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      for (const name of ['readystatechange', 'load', 'loadend'])
        xhr.addEventListener(name, () => order.push(name));
      xhr.open('GET', '/mirror', false);
      xhr.setRequestHeader('X-Own', 's');
      xhr.send();
      return [xhr.status, xhr.responseText, order];
    });
    await attempt('with a name and a password', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/mirror', true, 'name', 'word');
      xhr.send();
      await next(xhr, 'loadend');
      return xhr.status;
    });
    await attempt('too late', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/slow');
      xhr.timeout = 20;
      xhr.send();
      return [(await next(xhr, 'timeout', 'load')).type, xhr.status, xhr.readyState];
    });
    await attempt('aborted', () => {
      const xhr = new XMLHttpRequest();
      const order: string[] = [];
      for (const name of ['abort', 'loadend', 'error']) xhr.addEventListener(name, () => order.push(name));
      xhr.open('GET', '/slow');
      xhr.send();
      xhr.abort();
      return [order, xhr.readyState, xhr.status];
    });
    await attempt('opened again', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/slow');
      xhr.send();
      xhr.open('GET', '/mirror?again');
      xhr.send();
      await next(xhr, 'load');
      return JSON.parse(xhr.responseText) as unknown;
    });
    await attempt('sent twice', () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/slow');
      xhr.send();
      xhr.send();
    });
    await attempt('method in small letters', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('post', '/mirror');
      xhr.send(new FormData());
      await next(xhr, 'load');
      return (JSON.parse(xhr.responseText) as { method: string }).method;
    });
    await attempt('beacon', () => navigator.sendBeacon('/mirror', new Blob(['b'], { type: 'text/plain' })));
    await attempt('beacon without a body', () => navigator.sendBeacon('/mirror'));
    await attempt('too large a beacon', () => navigator.sendBeacon('/mirror', 'x'.repeat(70_000)));
    await attempt('beacon of a stream', () =>
      navigator.sendBeacon('/mirror', new Blob(['s']).stream() as never),
    );

    const source = new EventSource('/events');
    const own = (await next(source, 'own')) as MessageEvent;
    note('event source', [own.data, own.lastEventId, own.origin, source.readyState, source.withCredentials]);
    source.close();
    note('closed', source.readyState);
    const failing = new EventSource('/gone');
    note('failing', [(await next(failing, 'error')).type, failing.readyState]);

    const address = `wss://${location.hostname}:${String(Reflect.get(self, 'port'))}/echo`;
    const socket = new WebSocket(address, ['one', 'two']);
    socket.binaryType = 'arraybuffer';
    note('connecting', [
      socket.readyState,
      new URL(socket.url).pathname,
      WebSocket.OPEN,
      socket.bufferedAmount,
    ]);
    await attempt('too early', () => socket.send('x'));
    await next(socket, 'open');
    note('open', [socket.readyState, socket.protocol, socket.extensions]);
    for (const message of ['text', 'é☃', 'x'.repeat(1000)]) {
      const back = next(socket, 'message') as Promise<MessageEvent<string>>;
      socket.send(message);
      note('back', (await back).data);
    }
    const bytes = next(socket, 'message') as Promise<MessageEvent<ArrayBuffer>>;
    socket.send(new Uint8Array([1, 2, 3]));
    note('bytes', [...new Uint8Array((await bytes).data)]);
    const closed = next(socket, 'close') as Promise<CloseEvent>;
    socket.close(3001, 'done');
    const { code, reason, wasClean } = await closed;
    note('close', [code, reason, wasClean, socket.readyState]);
    class OwnSocket extends WebSocket {
      say(text: string): void {
        this.send(text);
      }
    }
    const mine = new OwnSocket(address);
    await next(mine, 'open');
    const said = next(mine, 'message') as Promise<MessageEvent<string>>;
    mine.say('subclass');
    note('subclass', [
      (await said).data,
      mine instanceof OwnSocket,
      mine instanceof WebSocket,
      mine.constructor === OwnSocket,
    ]);
    mine.close();
    await attempt('an address', () => new WebSocket(new URL(address)).url === address);
    await attempt('bad protocols', () => new WebSocket(address, ['a', 'a']));
    await attempt('another scheme', () => new WebSocket('ftp://toko.test/'));
    await attempt('peers', async () => {
      const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection({ iceServers: [] })];
      const channel = a.createDataChannel('own');
      await a.setLocalDescription();
      await b.setRemoteDescription(a.localDescription as RTCSessionDescription);
      await b.setLocalDescription();
      await a.setRemoteDescription(b.localDescription as RTCSessionDescription);
      const state = [
        a.signalingState,
        b.signalingState,
        channel.label,
        a instanceof RTCPeerConnection,
        a.constructor === RTCPeerConnection,
      ];
      a.close();
      b.close();
      return state;
    });
  },
});

export const navigation: Exercise = {
  name: 'history, transitions, observers and permissions are as they were',
  body: '<div style="height:3000px"><p id="top">top</p></div><p id="low">low</p>',
  part: async ({ note, attempt, next }) => {
    // Until then addresses are replaced, not added.
    if (document.readyState !== 'complete') await next(window, 'load');
    await new Promise((resolve) => setTimeout(resolve));
    history.replaceState({ a: new Map([[1, 2]]) }, '', '?one');
    history.pushState({ b: 1 }, '', '/two?x#y');
    note('pushed', [location.pathname, location.search, location.hash, history.length, history.state]);
    const back = next(window, 'popstate') as Promise<PopStateEvent>;
    history.back();
    note('back', [[...((await back).state as { a: Map<number, number> }).a], location.search]);
    const hashed = next(window, 'hashchange') as Promise<HashChangeEvent>;
    location.hash = 'low';
    const { oldURL, newURL } = await hashed;
    note('hash', [new URL(oldURL).hash, new URL(newURL).hash]);
    await attempt('push elsewhere', () => history.pushState(null, '', 'https://elsewhere.example/'));
    interface Navigation extends EventTarget {
      navigate(url: string, options: object): { committed: Promise<unknown>; finished: Promise<unknown> };
      readonly currentEntry: { readonly url: string };
    }
    const { navigation } = self as unknown as { navigation: Navigation };
    const order: string[] = [];
    navigation.addEventListener(
      'navigate',
      (event) => {
        const { destination, navigationType, intercept } = event as Event & {
          destination: { url: string };
          navigationType: string;
          intercept(options: object): void;
        };
        order.push(`${navigationType} ${new URL(destination.url).pathname}`);
        intercept.call(event, { handler: async () => void order.push('handled') });
      },
      { once: true },
    );
    await attempt('navigate', async () => {
      await navigation.navigate('/three', { state: 1 }).finished;
      return [order, new URL(navigation.currentEntry.url).pathname];
    });
    await attempt('view transition', async () => {
      const transition = (
        document as unknown as {
          startViewTransition(act: () => void): { updateCallbackDone: Promise<unknown> };
        }
      ).startViewTransition(() => {
        (document.getElementById('top') as Element).textContent = 'changed';
      });
      await transition.updateCallbackDone;
      return document.getElementById('top')?.textContent;
    });
    for (const name of ['geolocation', 'notifications', 'camera'] as const)
      await attempt(`permission ${name}`, async () => (await navigator.permissions.query({ name })).state);
    note('notification', [typeof Notification, Notification.permission]);
    note('user agent', [
      navigator.userAgent.length > 9,
      navigator.language,
      navigator.onLine,
      navigator.doNotTrack,
    ]);
    const low = document.getElementById('low') as HTMLElement;
    const entries = new Promise<boolean>((resolve) =>
      new IntersectionObserver((list) => list.some((entry) => entry.isIntersecting) && resolve(true)).observe(
        low,
      ),
    );
    low.scrollIntoView();
    note('seen', await entries);
    const sizes = await new Promise<number>((resolve) =>
      new ResizeObserver((list) => resolve(list.length)).observe(low),
    );
    note('resized', sizes);
    performance.mark('own', { detail: { a: 1 } });
    performance.measure('span', 'own');
    note('marks', [
      performance.getEntriesByName('own').length,
      performance.getEntriesByType('measure').length,
      performance.getEntriesByType('navigation').length,
    ]);
    await attempt('observed performance', async () => {
      const seen = await new Promise<PerformanceEntryList>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({
          type: 'mark',
          buffered: true,
        });
      });
      return seen.map(({ name }) => name);
    });
    note('timers', [typeof setTimeout(() => undefined), typeof requestAnimationFrame(() => undefined)]);
    await attempt('locks', () => navigator.locks.request('own', (lock) => lock?.name));
    await attempt(
      'digest',
      async () => new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x')))[0],
    );
    await attempt('selection', () => {
      getSelection()?.selectAllChildren(low);
      return [String(getSelection()), document.execCommand('insertHTML', false, '<b>no</b>'), low.outerHTML];
    });
    await attempt('edited', () => {
      low.contentEditable = 'true';
      low.focus();
      getSelection()?.selectAllChildren(low);
      return [
        document.execCommand('insertHTML', false, '<b>yes</b><img src=/own.gif>'),
        low.innerHTML.includes('<b>yes</b>'),
        document.execCommand('bold'),
        document.queryCommandState('bold'),
      ];
    });
    note('active', document.activeElement === low);
    await attempt('dispatched', () => dispatchEvent(new CustomEvent('own', { detail: 1 })));
    await attempt('reported', () => reportError(new RangeError('reported')));
    await attempt('rejected', () => void Promise.reject(new RangeError('rejected')));
    await new Promise((resolve) => setTimeout(resolve, 20));
    note('opener and names', [window.opener, window.name, window.frames.length, window.length]);
    for (const property of [
      'cookie',
      'referrer',
      'domain',
      'characterSet',
      'compatMode',
      'contentType',
      'designMode',
      'dir',
      'visibilityState',
    ] as const)
      note(property, property === 'cookie' ? typeof document.cookie : document[property]);
  },
};
