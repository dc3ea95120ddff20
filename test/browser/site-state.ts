import { js } from './answers.ts';
import type { Exercise } from './site.ts';

const storage: Exercise = {
  name: 'storages are objects with keys, and tell other documents',
  files: {
    '/writer.html': `<!doctype html><script>
      onmessage = ({ data }) => { (0, eval)(data); };
      parent.postMessage('ready', '*');
    </script>`,
  },
  part: async ({ note, attempt, next }) => {
    for (const area of ['localStorage', 'sessionStorage'] as const) {
      const storage = self[area];
      const other = { localStorage: sessionStorage, sessionStorage: localStorage }[area];
      note(`${area} is the same each time`, [self[area] === storage, storage !== other]);
      note('what it is', [
        storage instanceof Storage,
        String(storage),
        storage.constructor === Storage,
        Object.getPrototypeOf(storage) === Storage.prototype,
        typeof storage,
        Object.prototype.toString.call(storage),
      ]);
      note('set by name', [storage.setItem('a', '1'), (storage['b'] = '2'), Reflect.set(storage, 'c', 3)]);
      note('read', [
        storage.getItem('a'),
        storage['b'],
        storage['c'],
        storage['none'],
        storage.getItem('none'),
      ]);
      note('length', [storage.length, storage.key(99), [0, 1, 2].map((at) => storage.key(at)).sort()]);
      note('keys', Object.keys(storage).sort());
      note('names', Object.getOwnPropertyNames(storage).sort());
      note('own keys', Reflect.ownKeys(storage).map(String).sort());
      note('entries', Object.entries(storage).sort());
      note('spread', Object.keys({ ...storage }).sort());
      const walked: string[] = [];
      for (const key in storage) walked.push(key);
      note('for in', walked.sort());
      note('in', ['a' in storage, 'none' in storage, 'getItem' in storage, 'length' in storage]);
      note(
        'hasOwnProperty',
        ['a', 'none', 'getItem', 'length'].map((key) => Object.hasOwn(storage, key)),
      );
      note('as a method', Object.prototype.hasOwnProperty.call(storage, 'a'));
      note('descriptor', Object.getOwnPropertyDescriptor(storage, 'a'));
      note('no descriptor', Object.getOwnPropertyDescriptor(storage, 'getItem'));
      note('JSON', JSON.parse(JSON.stringify(storage)) as object);
      note('delete', [delete storage['a'], delete storage['none'], storage.getItem('a'), storage.length]);
      await attempt(
        'define',
        () => Object.defineProperty(storage, 'd', { value: '4', enumerable: true }) === storage,
      );
      note('defined', storage.getItem('d'));
      await attempt('assign', () =>
        Object.keys(Object.assign(storage, { e: 5, f: null, g: undefined })).sort(),
      );
      note('assigned', [storage['e'], storage['f'], storage['g']]);
      note('methods', [storage.getItem, storage.setItem === other.setItem, storage.key.name]);
      await attempt('methods by call', () => Storage.prototype.getItem.call(storage, 'b'));
      await attempt('methods unbound', () => Reflect.apply(storage.getItem, undefined, ['b']));
      await attempt('a name of a method', () => {
        storage.setItem('getItem', 'x');
        const found = [
          typeof storage.getItem,
          Object.hasOwn(storage, 'getItem'),
          Storage.prototype.getItem.call(storage, 'getItem'),
        ];
        storage.removeItem('getItem');
        return found;
      });
      await attempt('a method overwritten', () => {
        Reflect.set(storage, 'key', 'mine');
        const found = [typeof storage.key, storage.length];
        storage.removeItem('key');
        return found;
      });
      await attempt('a symbol', () => {
        const symbol = Symbol('s');
        Reflect.set(storage, symbol, 1);
        return [Reflect.get(storage, symbol), delete (storage as unknown as Record<symbol, unknown>)[symbol]];
      });
      await attempt('a number', () => {
        (storage as unknown as Record<number, string>)[7] = 'seven';
        return [storage['7'], storage.getItem('7'), storage.removeItem('7')];
      });
      // What cannot be is said in other words.
      const named = (act: () => unknown): unknown => {
        try {
          return act();
        } catch (error) {
          return (error as Error).name;
        }
      };
      note(
        'frozen',
        named(() => Object.freeze(storage)),
      );
      await attempt('sealed', () => [Object.isFrozen(storage), Object.isExtensible(storage)]);
      await attempt('prevented', () => Reflect.preventExtensions(storage));
      await attempt('prototype', () => Reflect.setPrototypeOf(storage, Storage.prototype));
      await attempt('inherited from', () => {
        const child = Object.create(storage) as Storage;
        return [child['b'], 'b' in child];
      });
      await attempt('inherited from and called', () => (Object.create(storage) as Storage).getItem('b'));
      note(
        'cloned',
        named(() => structuredClone(storage)),
      );
      await attempt('too much', () => storage.setItem('big', 'x'.repeat(11_000_000)));
      await attempt('too much by name', () => Reflect.set(storage, 'big', 'x'.repeat(11_000_000)));
      note('length of old', [storage.length, storage['length']]);
      await attempt('length written', () => {
        Reflect.set(storage, 'length', '9');
        const found = [storage.getItem('length'), typeof storage.length];
        storage.removeItem('length');
        return found;
      });
      await attempt('extended', () => {
        Object.assign(Storage.prototype, {
          setObject(this: Storage, key: string, value: unknown) {
            this.setItem(key, JSON.stringify(value));
          },
        });
        (storage as unknown as { setObject(key: string, value: unknown): void }).setObject('o', { a: 1 });
        const found = storage.getItem('o');
        Reflect.deleteProperty(Storage.prototype, 'setObject');
        return found;
      });
      await attempt('patched', () => {
        const { setItem } = Storage.prototype;
        const calls: string[] = [];
        Storage.prototype.setItem = function (this: Storage, key, value) {
          calls.push(`${key}=${value} ${this === storage}`);
          setItem.call(this, key, value);
        };
        storage.setItem('p', '1');
        Storage.prototype.setItem = setItem;
        return [calls, storage.getItem('p')];
      });
      await attempt('cleared', () => [storage.clear(), storage.length, Object.keys(storage)]);
    }
    note('in window', ['localStorage' in window, Object.hasOwn(window, 'localStorage')]);
    await attempt(
      'written over',
      () => Reflect.set(window, 'localStorage', 1) && localStorage instanceof Storage,
    );

    // Another document of the site writes: it has natives of its own.
    const frame = document.createElement('iframe');
    frame.src = '/writer.html';
    const ready = next(window, 'message');
    document.body.append(frame);
    await ready;
    const told = async (label: string, code: string): Promise<void> => {
      const coming = next(window, 'storage') as Promise<StorageEvent>;
      frame.contentWindow?.postMessage(code, '*');
      const event = await coming;
      note(`${label}: what is told`, [event.key, event.oldValue, event.newValue, event.url, event.isTrusted]);
      note(`${label}: where`, [
        event.storageArea === localStorage,
        event.storageArea === sessionStorage,
        event.constructor.name,
      ]);
    };
    await told('setItem', `localStorage.setItem('x', '1')`);
    await told('a property', `localStorage.y = 2`);
    await told('removed', `localStorage.removeItem('x')`);
    await told('deleted', `delete localStorage.y`);
    await told('of the session', `sessionStorage.setItem('z', '1')`);
    await told('cleared', `localStorage.x = 1; localStorage.clear()`);
    note('seen here', [localStorage.length, sessionStorage.getItem('z')]);
    note('of the frame', [
      frame.contentWindow?.localStorage === localStorage,
      frame.contentWindow?.localStorage.length,
      frame.contentWindow?.localStorage instanceof Storage,
    ]);
    await attempt('an event of ours', () => {
      const event = new StorageEvent('storage', { key: 'k', newValue: 'v', storageArea: localStorage });
      return [event.key, event.storageArea === localStorage];
    });
    await attempt('an event without an area', () => new StorageEvent('storage').storageArea);
    await attempt('an event initialised', () => {
      const event = new StorageEvent('storage');
      event.initStorageEvent('storage', false, false, 'k', null, 'v', '/', sessionStorage);
      return event.storageArea === sessionStorage;
    });
  },
};

const cookies: Exercise = {
  name: 'cookies are written, read, changed and told',
  part: async ({ note, attempt }) => {
    const mine = (): string[] =>
      document.cookie
        .split('; ')
        .filter((pair) => !/^(izin|third)=/.test(pair))
        .sort();
    const write = (text: unknown): void => {
      const returned = ((document as { cookie: unknown }).cookie = text);
      note(`wrote ${String(text)}`, [returned === text, mine()]);
    };
    write('a=1');
    write('a=2; path=/; max-age=100');
    write('  spaced  =  value with spaces ; path=/');
    write('empty=');
    write('=nameless');
    write('nothing');
    write('json={"a":[1,2],"b":"x=y"}; SameSite=Lax');
    write('expired=1; expires=Thu, 01 Jan 1970 00:00:00 GMT');
    write('odd=1; EXPIRES = Thu, 01 Jan 2099 00:00:00 GMT ; Path = /');
    write('elsewhere=1; domain=example.org');
    write('deeper=1; path=/deep');
    write('__Host-x=1; path=/; secure');
    write('__Host-y=1; path=/; domain=toko.test');
    write('ünïcode=☃');
    write(12);
    write(null);
    write('a=; max-age=0');
    write('a=3; max-age=nonsense');
    write('newline=1\n; path=/');
    await attempt('a symbol', () => ((document as { cookie: unknown }).cookie = Symbol('s')));
    const order: string[] = [];
    await attempt('what turns itself into text', () => {
      (document as { cookie: unknown }).cookie = {
        toString() {
          order.push('toString');
          return 'self=1';
        },
      };
      return order;
    });
    note('enabled', navigator.cookieEnabled);
    const descriptor = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    await attempt('through the descriptor', () => {
      descriptor?.set?.call(document, 'through=1');
      return String(descriptor?.get?.call(document)).includes('through=1');
    });
    await attempt('patched by the site', () => {
      const written: string[] = [];
      Object.defineProperty(document, 'cookie', {
        configurable: true,
        get: () => descriptor?.get?.call(document) as string,
        set: (value: string) => {
          written.push(value);
          descriptor?.set?.call(document, value);
        },
      });
      document.cookie = 'patched=1';
      Reflect.deleteProperty(document, 'cookie');
      return [written, document.cookie.includes('patched=1')];
    });
    interface Store extends EventTarget {
      get(name: string): Promise<{ value: string } | null>;
      getAll(name?: string): Promise<readonly { name: string; value: string }[]>;
      set(...given: readonly unknown[]): Promise<unknown>;
      delete(given: unknown): Promise<unknown>;
    }
    const store = (self as unknown as { cookieStore: Store }).cookieStore;
    const changes: string[] = [];
    store.addEventListener('change', (event) => {
      const { changed, deleted } = event as Event &
        Record<'changed' | 'deleted', readonly { name: string }[]>;
      changes.push(`${changed.map(({ name }) => name)}|${deleted.map(({ name }) => name)}`);
    });
    await attempt('store set', () => store.set('s', '1'));
    await attempt('store set of an object', () =>
      store.set({ name: 't', value: '2', path: '/', expires: Date.now() + 1e6 }),
    );
    await attempt('store get', async () => (await store.get('s'))?.value);
    await attempt('store getAll', async () =>
      (await store.getAll('t')).map(({ name, value }) => [name, value]),
    );
    await attempt('store delete', () => store.delete('s'));
    await attempt('store set of nothing', () => store.set());
    await attempt('store set of a bad name', () => store.set('a=b', '1'));
    await attempt('store set for elsewhere', () =>
      store.set({ name: 'q', value: '1', domain: 'example.org' }),
    );
    await attempt('store get after', () => store.get('s'));
    note(
      'changes',
      changes.filter((line) => /^[st]\||\|[st]$/.test(line)),
    );
    note('at last', mine());
  },
};

const kept: Exercise = {
  name: 'IndexedDB, caches, channels and messages carry what they carried',
  files: {
    '/cached.txt': 'cached',
    '/frame.html':
      '<!doctype html><script>onmessage = (event) => event.source.postMessage([event.data, event.ports.length, event.origin], "*", event.ports); parent.postMessage("ready", "*")</script>',
  },
  part: async ({ note, attempt, next }) => {
    const opening = indexedDB.open('toko', 2);
    opening.addEventListener('upgradeneeded', ({ oldVersion, newVersion }) => {
      note('upgrade', [oldVersion, newVersion]);
      const made = opening.result.createObjectStore('carts', { keyPath: 'id', autoIncrement: true });
      made.createIndex('by name', 'name', { unique: false });
    });
    await next(opening, 'success');
    const base = opening.result;
    const change = base.transaction('carts', 'readwrite');
    change.objectStore('carts').put({
      name: 'batik',
      when: new Date(0),
      bytes: new Uint8Array([1, 2]),
      blob: new Blob(['x']),
      re: /a/g,
    });
    change.objectStore('carts').add({ name: 'kopi', set: new Set([1]), error: new RangeError('r') });
    await attempt('put a function', () => change.objectStore('carts').put({ f: () => 1 }));
    await attempt('put an element', () => change.objectStore('carts').put({ e: document.body }));
    await next(change, 'complete');
    const reading = base.transaction('carts').objectStore('carts').index('by name').getAll();
    await next(reading, 'success');
    note(
      'read',
      (reading.result as { name: string }[]).map((one) =>
        Object.entries(one).map(([key, value]) => [key, String(value)]),
      ),
    );
    const cursor = base.transaction('carts').objectStore('carts').openCursor(IDBKeyRange.lowerBound(2));
    await next(cursor, 'success');
    note('cursor', [cursor.result?.key, Reflect.get(cursor.result?.value as object, 'name')]);
    base.close();
    await attempt('databases', async () =>
      (await indexedDB.databases()).map(({ name, version }) => [name, version]),
    );

    const cache = await caches.open('shop');
    await attempt('add', () => cache.add('/cached.txt'));
    await attempt('put', () => cache.put('/made.txt', new Response('made', { headers: { 'x-made': '1' } })));
    await attempt('match', async () => (await (await caches.match('/cached.txt'))?.text()) ?? 'none');
    await attempt('match made', async () =>
      (await caches.match(new Request('/made.txt')))?.headers.get('x-made'),
    );
    await attempt('keys', async () => (await cache.keys()).map(({ url }) => url));
    await attempt('delete', () => cache.delete('/made.txt'));
    await attempt('addAll of what is missing', () => cache.addAll(['/cached.txt', 'http://[']));

    const [one, two] = [new BroadcastChannel('own'), new BroadcastChannel('own')];
    const heard = next(two, 'message') as Promise<MessageEvent>;
    one.postMessage({ a: [1n, new Map([['k', new Date(1)]])] });
    note('channel', String((await heard).data.a[1].get('k').getTime()));
    one.close();
    await attempt('closed', () => one.postMessage(1));
    two.close();
    const { port1, port2 } = new MessageChannel();
    const answered = next(port1, 'message') as Promise<MessageEvent>;
    port1.start();
    port2.addEventListener('message', ({ data }) => port2.postMessage(data));
    port2.start();
    const { buffer } = new Float64Array([1.5]);
    port1.postMessage(buffer, [buffer]);
    note('ports', [buffer.byteLength, ((await answered).data as ArrayBuffer).byteLength]);
    const frame = document.createElement('iframe');
    frame.src = '/frame.html';
    const ready = next(window, 'message') as Promise<MessageEvent>;
    document.body.append(frame);
    note('source', (await ready).source === frame.contentWindow);
    const channel = new MessageChannel();
    const back = next(window, 'message') as Promise<MessageEvent>;
    frame.contentWindow?.postMessage({ hello: new Set([1]) }, location.origin, [channel.port2]);
    const { data, ports, origin } = await back;
    note('to a frame and back', [data, ports.length, origin]);
    await attempt('a clone of what cannot be', () => structuredClone(() => 1));
    await attempt('a clone of an element', () => structuredClone(document.createElement('img')));
    await attempt('a clone', () => structuredClone({ a: new Date(0), b: [, 1], c: new Error('e') }));
    await attempt(
      'a clone with a transfer',
      () => structuredClone(new ArrayBuffer(4), { transfer: [] }).byteLength,
    );
    const order: string[] = [];
    queueMicrotask(() => order.push('microtask'));
    setTimeout(() => order.push('task'));
    void Promise.resolve().then(() => order.push('promise'));
    const observed = document.createElement('p');
    new MutationObserver(() => order.push('mutation')).observe(observed, { attributes: true });
    observed.title = 'x';
    await new Promise((resolve) => setTimeout(resolve, 20));
    note('order of tasks', order);
  },
};

const workers: Exercise = {
  name: 'workers, shared workers and the service worker are the site’s own',
  files: {
    '/lib.js': `self.lib = (x) => 'lib ' + x;`,
    '/module.mjs': (seen, response) =>
      js(`export const twice = (x) => x * 2; export const url = import.meta.url;`)(seen, response),
    '/classic.js': `importScripts('/lib.js');
      onmessage = async ({ data }) => postMessage([lib(data), self.name, location.pathname, typeof izinGuard,
        self instanceof DedicatedWorkerGlobalScope, await (await fetch('/lib.js')).text(), typeof WebSocket, fetch.name]);`,
    '/module.js': `import { twice, url } from '/module.mjs';
      onmessage = async ({ data }) => postMessage([twice(data), new URL(url).pathname, (await import('/module.mjs')).twice(4), self.name]);`,
    '/nested.js': `const inner = new Worker('/classic.js', { name: 'inner' });
      inner.onmessage = ({ data }) => postMessage(['nested', ...data]);
      onmessage = ({ data }) => inner.postMessage(data);`,
    '/shared.js': `let count = 0;
      onconnect = ({ ports: [port] }) => { count++; port.onmessage = ({ data }) => port.postMessage([data, count, self.name, location.pathname]); };`,
    '/broken.js': 'this is no script',
    '/throws.js': `throw new RangeError('from the worker')`,
    '/sw.js': (seen, response) =>
      js(
        `addEventListener('install', (event) => event.waitUntil(caches.open('sw').then((cache) => cache.put('/from-cache', new Response('from the cache')))));
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => {
          const { pathname, searchParams } = new URL(event.request.url);
          if (pathname === '/made-up') event.respondWith(event.request.text().then((body) => new Response([event.request.method, body, searchParams.get('q')].join())));
          if (pathname === '/from-cache') event.respondWith(caches.match('/from-cache'));
        });
        addEventListener('message', ({ data, source }) => source.postMessage(['from the service worker', data]));`,
        { 'service-worker-allowed': '/' },
      )(seen, response),
  },
  part: async ({ note, attempt, next }) => {
    const ask = async (label: string, worker: Worker, data: unknown): Promise<void> => {
      await attempt(label, async () => {
        const answer = next(worker, 'message', 'error') as Promise<MessageEvent & ErrorEvent>;
        worker.postMessage(data);
        const event = await answer;
        event.preventDefault();
        return event.data ?? event.message;
      });
      worker.terminate();
    };
    await ask('classic', new Worker('/classic.js'), 1);
    await ask('with a name', new Worker(new URL('/classic.js', location.href), { name: 'own' }), 2);
    await ask('module', new Worker('/module.js', { type: 'module', name: 'm' }), 21);
    await ask('nested', new Worker('/nested.js'), 3);
    const blob = (code: string): string => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const origin = JSON.stringify(location.origin);
    const own = blob(
      `importScripts(${origin} + '/lib.js'); onmessage = ({ data }) => postMessage([lib(data), self.name, location.protocol, typeof importScripts, self.origin === ${origin}]);`,
    );
    await ask('from a text', new Worker(own, { name: 'text' }), 4);
    await ask('from the same text again', new Worker(own), 5);
    const gone = new Worker(own);
    URL.revokeObjectURL(own);
    await ask('from a text that is taken back', gone, 6);
    await ask(
      'from a text that is a module',
      new Worker(
        blob(
          `import { twice } from ${JSON.stringify(`${location.origin}/module.mjs`)}; onmessage = ({ data }) => postMessage(twice(data));`,
        ),
        { type: 'module' },
      ),
      8,
    );
    await ask(
      'from a text that is strict',
      new Worker(
        blob(
          `'use strict'; onmessage = () => { try { undeclared = 1; postMessage('sloppy'); } catch (error) { postMessage(error.name); } };`,
        ),
      ),
      0,
    );
    await ask(
      'from a text with text that is not ASCII',
      new Worker(blob(`onmessage = () => postMessage('é☃𝒳'.length + 'é☃𝒳');`)),
      0,
    );
    await ask(
      'from a text that fetches',
      new Worker(
        blob(
          `onmessage = async () => { const answer = await fetch(${origin} + '/lib.js'); postMessage([answer.status, answer.url, (await answer.text()).length]); };`,
        ),
      ),
      0,
    );
    await ask(
      'from a text that asks with XMLHttpRequest',
      new Worker(
        blob(
          `onmessage = () => { const request = new XMLHttpRequest(); request.open('GET', ${origin} + '/lib.js', false); request.send(); postMessage([request.status, request.responseText.length]); };`,
        ),
      ),
      0,
    );
    await ask(
      'from a text that makes another',
      new Worker(
        blob(
          `onmessage = () => { const inner = new Worker(URL.createObjectURL(new Blob(['postMessage(1 + 1)']))); inner.onmessage = ({ data }) => postMessage(data); };`,
        ),
      ),
      0,
    );
    await ask(
      'from a text that throws',
      new Worker(blob(`onmessage = () => { throw new RangeError('in a text'); };`)),
      0,
    );
    await ask(
      'from a text with its last line a comment',
      new Worker(blob(`onmessage = () => postMessage('after'); // the end`)),
      0,
    );
    await ask(
      'from data',
      new Worker(
        `data:text/javascript,onmessage = ({ data }) => postMessage([data, self.origin, location.protocol]);`,
      ),
      9,
    );
    await ask(
      'from data in base64',
      new Worker(`data:text/javascript;base64,${btoa('onmessage = ({ data }) => postMessage([data, 1]);')}`),
      9,
    );
    for (const path of ['/broken.js', '/throws.js', '/none'])
      await attempt(`failing ${path}`, async () => {
        const event = (await next(new Worker(path), 'error')) as ErrorEvent;
        event.preventDefault();
        return [
          event.message,
          event.filename && new URL(event.filename).pathname,
          event.lineno,
          event.constructor.name,
        ];
      });
    await attempt('of another origin', () => new Worker('https://elsewhere.example/w.js'));
    await attempt('with a bad address', () => new Worker('http://['));
    await attempt('with bad options', () => new Worker('/classic.js', { type: 'nonsense' as never }));
    for (const name of ['first', 'second']) {
      const shared = new SharedWorker('/shared.js', 'cart');
      const answer = next(shared.port, 'message') as Promise<MessageEvent>;
      shared.port.start();
      shared.port.postMessage(name);
      await attempt(`shared, ${name}`, async () => (await answer).data);
      note('instance', [shared instanceof SharedWorker, shared.port instanceof MessagePort]);
    }
    await attempt('worklet', async () => {
      const audio = new OfflineAudioContext(1, 8, 8000);
      await audio.audioWorklet.addModule(
        blob(`registerProcessor('own', class extends AudioWorkletProcessor { process() { return true; } })`),
      );
      return new AudioWorkletNode(audio, 'own').numberOfOutputs;
    });
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' });
    await navigator.serviceWorker.ready;
    note('registered', [
      new URL(registration.scope).pathname,
      registration.constructor.name,
      registration.updateViaCache,
    ]);
    if (!navigator.serviceWorker.controller) await next(navigator.serviceWorker, 'controllerchange');
    note('controller', new URL(navigator.serviceWorker.controller?.scriptURL ?? '').pathname);
    await attempt('what it makes up', async () =>
      (await fetch('/made-up?q=1', { method: 'POST', body: 'body' })).text(),
    );
    await attempt('what it has in its cache', async () => (await fetch('/from-cache')).text());
    await attempt('what it answers', async () => {
      const answer = next(navigator.serviceWorker, 'message') as Promise<MessageEvent>;
      navigator.serviceWorker.startMessages();
      navigator.serviceWorker.controller?.postMessage('hello');
      return (await answer).data;
    });
    await attempt('update', async () => (await registration.update()).constructor.name);
    await attempt('registrations', async () => (await navigator.serviceWorker.getRegistrations()).length);
    await attempt('register of a bad scope', () =>
      navigator.serviceWorker
        .register('/sw.js', { scope: 'https://elsewhere.example/' })
        .catch((error: Error) => error.name),
    );
    await attempt('register elsewhere', () =>
      navigator.serviceWorker.register('https://elsewhere.example/sw.js').catch((error: Error) => error.name),
    );
    await attempt(
      'register with a type',
      async () =>
        (
          await navigator.serviceWorker.register(new URL('/sw.js', location.href), {
            type: 'classic',
            updateViaCache: 'none',
          })
        ).updateViaCache,
    );
    await attempt('unregister', () => registration.unregister());
  },
};

export const STATE: readonly Exercise[] = [storage, cookies, kept, workers];
