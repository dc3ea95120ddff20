import { bundle } from './bundle.ts';
import type { Exercise } from './site.ts';

/** A page in React, as its site bundles it: rendered here, and taken over from a server. */
const REACT = `
import { createElement as h, useEffect, useRef, useState, StrictMode, Suspense, lazy, startTransition, useSyncExternalStore } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { createPortal, flushSync } from 'react-dom';
import { renderToString } from 'react-dom/server.browser';
const calls = [];
function Field() {
  const [value, set] = useState('');
  const input = useRef(null);
  useEffect(() => { calls.push('effect ' + value); return () => calls.push('cleanup ' + value); }, [value]);
  return h('form', { action: '/own', onSubmit: (event) => { event.preventDefault(); calls.push('submit ' + value); } },
    h('input', { ref: input, value, onChange: (event) => set(event.target.value), 'aria-label': 'field' }),
    h('input', { type: 'checkbox', defaultChecked: true }), h('select', { defaultValue: 'b' }, h('option', null, 'a'), h('option', null, 'b')),
    h('textarea', { defaultValue: 'text' }), h('button', { disabled: !value }, 'Send'), h('output', null, value));
}
const Late = lazy(async () => ({ default: () => h('em', null, 'late') }));
function Page({ list }) {
  const wide = useSyncExternalStore((tell) => { addEventListener('resize', tell); return () => removeEventListener('resize', tell); }, () => 'client', () => 'server');
  const [count, set] = useState(0);
  return h('div', { className: 'page', style: { color: 'red', backgroundImage: 'url(/own.gif)' } },
    h('h1', null, 'Toko ', wide), h(Field),
    h('div', { dangerouslySetInnerHTML: { __html: '<b>bold</b><img src="/own.gif?html" onload="self.reactLoaded = 1"><script>self.reactRan = 1</scr' + 'ipt><table><tr><td>x</table>' } }),
    h('ul', null, list.map((name) => h('li', { key: name }, h('img', { src: '/own.gif?' + name, srcSet: '/own.gif?2 2x', loading: 'lazy', alt: name }), name))),
    h('svg', { viewBox: '0 0 1 1' }, h('image', { href: '/own.gif?svg' }), h('a', { xlinkHref: '#x' }, h('text', null, 't'))),
    h('iframe', { srcDoc: '<p>own</p>', title: 'f' }), h('video', { muted: true, src: '/own.mp4', poster: '/own.gif' }),
    h('link', { rel: 'stylesheet', href: '/own.css', precedence: 'default' }), h('title', null, 'From React'), h('meta', { name: 'own', content: 'x' }),
    h('script', { async: true, src: '/own.js' }), h('own-element', { src: '/x', onown: () => calls.push('own event') }),
    h(Suspense, { fallback: 'waiting' }, h(Late)),
    typeof document === 'object' && wide === 'client' ? createPortal(h('aside', { id: 'portal', onClick: () => calls.push('portal') }, 'portal ', count), document.body) : null,
    h('button', { id: 'more', onClick: () => startTransition(() => set((n) => n + 1)) }, 'more ', count));
}
self.react = { h, StrictMode, createRoot, hydrateRoot, flushSync, renderToString, Page, calls };
`;

const VUE = `
import { createApp, createSSRApp, defineCustomElement, h, nextTick, onMounted, onUpdated, ref, Teleport, Transition, KeepAlive } from 'vue/dist/vue.esm-bundler.js';
import { renderToString } from 'vue/server-renderer';
const calls = [];
const Field = {
  setup() {
    const value = ref('');
    onMounted(() => calls.push('mounted'));
    onUpdated(() => calls.push('updated ' + value.value));
    return { value, send: () => calls.push('submit ' + value.value) };
  },
  template: '<form @submit.prevent="send"><input v-model="value"><input type="checkbox" checked><select v-model="value"><option value="">none</option><option>one</option></select><button :disabled="!value">Send</button><output>{{ value }}</output></form>',
};
const Page = {
  props: ['list'],
  components: { Field },
  setup() { const count = ref(0); return { count, html: '<b>bold</b><img src="/own.gif?html"><script>self.vueRan = 1</scr' + 'ipt><table><tr><td>x</table>' }; },
  template: '<div class="page" style="color: red; background-image: url(/own.gif)"><h1>Toko</h1><Field/><div v-html="html"></div><ul><li v-for="name in list" :key="name"><img :src="\\'/own.gif?\\' + name" loading="lazy" :alt="name">{{ name }}</li></ul><svg viewBox="0 0 1 1"><image :href="\\'/own.gif?svg\\'"/></svg><iframe srcdoc="<p>own</p>"></iframe><video :muted="true" src="/own.mp4" poster="/own.gif"></video><Transition name="fade"><p v-if="count % 2">odd</p></Transition><button id="more" @click="count++">more {{ count }}</button></div>',
};
const Ported = { ...Page, components: { Field, Page }, template: '<Page :list="list"/><Teleport to="body"><aside id="teleported" @click="count++">ported {{ count }}</aside></Teleport>' };
self.vue = { createApp, createSSRApp, defineCustomElement, h, nextTick, renderToString, Page, Ported, calls };
`;

/** Types into a field as a visitor would, for whoever watches the setter of its value. */
const HELP = `self.type = (input, text) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
self.until = async (isSo) => {
  for (let patience = 400; !isSo() && patience; patience--) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 60));
};`;

interface Root {
  render(page: unknown): void;
  unmount(): void;
}

/** What the page of React has at hand. */
interface ReactKit {
  readonly calls: string[];
  readonly StrictMode: unknown;
  readonly Page: unknown;
  h(...given: readonly unknown[]): unknown;
  createRoot(place: Element): Root;
  hydrateRoot(place: Element, page: unknown, options: object): Root;
  flushSync(act: () => void): void;
  renderToString(page: unknown): string;
}

interface App {
  readonly config: { warnHandler: (message: string) => void };
  mount(place: Element): void;
  unmount(): void;
}

/** What the page of Vue has at hand. */
interface VueKit {
  readonly calls: string[];
  readonly Page: unknown;
  readonly Ported: unknown;
  createApp(page: unknown, given: object): App;
  createSSRApp(page: unknown, given: object): App;
  defineCustomElement(given: object): CustomElementConstructor;
  nextTick(): Promise<void>;
  renderToString(app: App): Promise<string>;
}

/** The pages, each with its framework in a file of the site. */
export async function frameworks(): Promise<readonly Exercise[]> {
  const files = { '/own.js': 'self.ownRan = (self.ownRan ?? 0) + 1', '/own.css': 'p { margin: 0 }' };
  const react: Exercise = {
    name: 'a page in React is the same page',
    files: { ...files, '/react.js': await bundle(REACT) },
    body: `<div id="app"></div><div id="ready"></div><script>${HELP}</script><script src="/react.js"></script>`,
    part: async ({ note, attempt }) => {
      const { react, type, until } = self as unknown as {
        react: ReactKit;
        type(input: Element | null, text: string): void;
        until(isSo: () => unknown): Promise<void>;
      };
      const { h, StrictMode, Page, calls } = react;
      const drain = (label: string): void => note(label, calls.splice(0));
      const app = document.getElementById('app') as HTMLElement;
      const root = react.createRoot(app);
      root.render(h(StrictMode, null, h(Page, { list: ['a', 'b'] })));
      await until(() => app.querySelector('em') && document.getElementById('portal'));
      note('rendered', app.innerHTML);
      note('in the head', [
        document.title,
        document.querySelector('meta[name=own]'),
        document.querySelector('link[href="/own.css"]'),
        document.querySelectorAll('script[src="/own.js"]').length,
      ]);
      note('portal', document.getElementById('portal'));
      drain('rendered');
      type(app.querySelector('input'), 'typed');
      await until(() => app.querySelector('output')?.textContent === 'typed');
      note('typed', [app.querySelector('output')?.textContent, app.querySelector('button')?.outerHTML]);
      app.querySelector('button')?.click();
      drain('typed');
      document.getElementById('portal')?.click();
      app.querySelector<HTMLElement>('#more')?.click();
      await until(() => /1/.test(app.querySelector('#more')?.textContent ?? ''));
      note('counted', [
        app.querySelector('#more')?.textContent,
        document.getElementById('portal')?.textContent,
      ]);
      app.querySelector('own-element')?.dispatchEvent(new Event('own'));
      drain('clicked');
      react.flushSync(() => root.render(h(StrictMode, null, h(Page, { list: ['b', 'c', 'a'] }))));
      note(
        'reordered',
        [...app.querySelectorAll('li')].map((item) => item.outerHTML),
      );
      note('ran', [Reflect.get(self, 'reactRan'), Reflect.get(self, 'ownRan')]);
      root.unmount();
      note('unmounted', [app.innerHTML, document.getElementById('portal')]);
      drain('unmounted');
      const ready = document.getElementById('ready') as HTMLElement;
      await attempt('from a server', async () => {
        const list = ['x', 'y'];
        ready.innerHTML = react.renderToString(h(Page, { list }));
        const before = ready.querySelector('li');
        const errors: string[] = [];
        const hydrated = react.hydrateRoot(ready, h(Page, { list }), {
          onRecoverableError: (error: Error) => errors.push(error.message),
        });
        await until(() => ready.querySelector('em'));
        type(ready.querySelector('input'), 'more');
        await until(() => ready.querySelector('output')?.textContent === 'more');
        const found = [errors, ready.innerHTML, ready.querySelector('li') === before];
        hydrated.unmount();
        return found;
      });
      drain('from a server');
    },
  };
  const vue: Exercise = {
    name: 'a page in Vue is the same page',
    files: { ...files, '/vue.js': await bundle(VUE) },
    body: `<div id="app"></div><div id="ready"></div><script>${HELP}</script><script src="/vue.js"></script>`,
    part: async ({ note, attempt }) => {
      const { vue, type, until } = self as unknown as {
        vue: VueKit;
        type(input: Element | null, text: string): void;
        until(isSo: () => unknown): Promise<void>;
      };
      const { Page, Ported, calls } = vue;
      const drain = (label: string): void => note(label, calls.splice(0));
      const place = document.getElementById('app') as HTMLElement;
      const app = vue.createApp(Ported, { list: ['a', 'b'] });
      app.config.warnHandler = (message: string) => note('warning', message);
      app.mount(place);
      note('rendered', [place.innerHTML, document.getElementById('teleported')]);
      drain('rendered');
      type(place.querySelector('input'), 'typed');
      await vue.nextTick();
      note('typed', [place.querySelector('output')?.textContent, place.querySelector('button')?.outerHTML]);
      place.querySelector('button')?.click();
      place.querySelector<HTMLElement>('#more')?.click();
      document.getElementById('teleported')?.click();
      await until(() => /1/.test(document.getElementById('teleported')?.textContent ?? ''));
      note('counted', [
        place.querySelector('#more')?.textContent,
        document.getElementById('teleported')?.textContent,
        place.querySelectorAll('p').length,
      ]);
      drain('clicked');
      app.unmount();
      note('unmounted', [place.innerHTML, document.getElementById('teleported')]);
      const ready = document.getElementById('ready') as HTMLElement;
      await attempt('from a server', async () => {
        const list = ['x', 'y'];
        ready.innerHTML = await vue.renderToString(vue.createSSRApp(Page, { list }));
        const before = ready.querySelector('li');
        const taken = vue.createSSRApp(Page, { list });
        taken.mount(ready);
        await until(() => ready.querySelector('output'));
        type(ready.querySelector('input'), 'more');
        await until(() => ready.querySelector('output')?.textContent === 'more');
        return [ready.innerHTML, ready.querySelector('li') === before];
      });
      drain('from a server');
      await attempt('as an element', async () => {
        customElements.define(
          'own-vue',
          vue.defineCustomElement({
            props: ['name'],
            styles: ['p { color: red }'],
            template: '<p>{{ name }}<img src="/own.gif?e"></p>',
          }),
        );
        document.body.insertAdjacentHTML('beforeend', '<own-vue name="one"></own-vue>');
        await until(() => document.querySelector('own-vue')?.shadowRoot?.querySelector('p'));
        const element = document.querySelector('own-vue') as HTMLElement;
        element.setAttribute('name', 'two');
        await until(() => element.shadowRoot?.querySelector('p')?.textContent === 'two');
        return element.shadowRoot?.innerHTML;
      });
    },
  };
  return [react, vue];
}
