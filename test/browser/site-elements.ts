import { after, html, text } from './answers.ts';
import type { Exercise } from './site.ts';

const markup: Exercise = {
  name: 'markup becomes the elements it always became',
  body: '<div id="place"></div>',
  part: async ({ note, attempt }) => {
    const place = document.getElementById('place') as HTMLElement;
    const pieces = [
      '<p>text &amp; &lt;entities&gt; &nbsp;&#x263a; &unknown; &copy</p>',
      '<!-- a comment --><!---><!x><?php echo 1 ?>',
      '<img src="/own.gif?a=1&amp;b=2&c=3" alt=\'"quoted"\' data-x=unquoted/>',
      '<img src=/own.gif srcset="/own.gif 1x, /own.gif?2 2x" sizes="(max-width: 9px) 100vw, 5px" loading=lazy>',
      '<picture><source srcset=/own.gif media="(min-width:1px)"><img src=/own.gif?p></picture>',
      '<table><tr><td>cell<td>next</table>',
      '<tr><td>lonely cell</td></tr>',
      '<td>cell</td>',
      '<li>item<li>item',
      '<option>1<option selected>2',
      '<p>a<div>b</p>c',
      '<b><i>mis</b>nested</i>',
      '<svg viewBox="0 0 1 1"><image href="/own.gif" xlink:href="/own.gif?x"/><use href="#a"/><foreignObject><p>x</foreignObject><script>1</script></svg>',
      '<math><mi>x</mi><annotation-xml encoding="text/html"><p>y</annotation-xml></math>',
      '<noscript><img src="/own.gif?noscript"><p>no</noscript>',
      '<template><img src=/own.gif?t><script src=/own.js></script></template>',
      '<script>self.neverRuns = 1</script><script src="/own.js"></script>',
      '<style>p > b { color: red } @import "/own.css";</style><link rel=stylesheet href=/own.css>',
      '<iframe srcdoc="&lt;p&gt;in a frame&lt;/p&gt;" sandbox></iframe><iframe src="about:blank"></iframe>',
      '<textarea>\n\nlines</textarea><pre>\n\nlines</pre>',
      '<plaintext-like>x</plaintext-like><own-thing attr>y</own-thing>',
      '<a href=/own.html ping>z</a><form action=/own><input type=image src=/own.gif><input name=a value=b></form>',
      '<video src="/own.mp4" poster="/own.gif" preload=none><track src=/own.vtt></video><audio src=/own.mp3 preload=none></audio>',
      '<object data="/own.html"></object><embed src="/own.html">',
      '<body background=/own.gif class=b><head><title>t</title>',
      '<div onclick="1" ON-ODD=2 "quote=3 é=4 a:b=5>odd attributes</div>',
      '<img src="/own.gif" src="/second.gif"><img/src=/own.gif/><IMG SRC=/own.gif>',
      '<div><template shadowrootmode=open><img src=/own.gif?s><slot></slot></template>light</div>',
      '\0<p>\0nul\r\ncr</p>',
      '<img src="',
      '',
      '<frameset><frame src=/own.html></frameset>',
      '<select><img src=/own.gif><option>x</select>',
      '<meta http-equiv=x content=y><base target=_self><img src=x.gif>',
    ];
    for (const piece of pieces) {
      const quoted = JSON.stringify(piece).slice(0, 40);
      place.innerHTML = piece;
      note(`innerHTML ${quoted}`, [place.innerHTML, place.childNodes.length]);
      place.innerHTML = '<i></i>';
      for (const where of ['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const) {
        const wrapper = document.createElement('div');
        wrapper.append(document.createElement('u'));
        (wrapper.firstChild as Element).insertAdjacentHTML(where, piece);
        note(`${where} ${quoted}`, wrapper.innerHTML);
      }
      await attempt(`outerHTML ${quoted}`, () => {
        (place.firstChild as Element).outerHTML = piece;
        return place.innerHTML;
      });
      for (const tag of [
        'table',
        'tbody',
        'tr',
        'select',
        'svg',
        'template',
        'noscript',
        'script',
        'style',
        'textarea',
        'title',
        'ul',
        'frameset',
        'p',
      ]) {
        const context =
          tag === 'svg'
            ? document.createElementNS('http://www.w3.org/2000/svg', tag)
            : document.createElement(tag);
        context.innerHTML = piece;
        note(`in ${tag} ${quoted}`, [context.outerHTML, context.childNodes.length]);
        await attempt(`in ${tag} beforeend ${quoted}`, () => {
          context.insertAdjacentHTML('beforeend', piece);
          return context.childNodes.length;
        });
      }
      const range = document.createRange();
      range.selectNodeContents(place);
      const fragment = range.createContextualFragment(piece);
      note(
        `fragment ${quoted}`,
        [...fragment.childNodes].map((node) => (node as Element).outerHTML ?? node.nodeValue),
      );
      for (const type of ['text/html', 'text/xml', 'image/svg+xml', 'application/xhtml+xml'] as const) {
        const parsed = new DOMParser().parseFromString(piece, type);
        note(`${type} ${quoted}`, [
          parsed.documentElement.outerHTML.replace(/<parsererror[^]*<\/parsererror>/, 'parsererror'),
          parsed.compatMode,
          parsed.URL === document.URL,
        ]);
      }
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = piece;
      note(`shadow ${quoted}`, root.innerHTML);
      await attempt(`unsafe ${quoted}`, () => {
        const target = document.createElement('div');
        (target as unknown as { setHTMLUnsafe(text: string): void }).setHTMLUnsafe(piece);
        return [target.innerHTML, target.firstElementChild?.shadowRoot?.innerHTML];
      });
      const template = document.createElement('template');
      template.innerHTML = piece;
      const clone = document.importNode(template.content, true);
      note(`template ${quoted}`, [
        template.innerHTML,
        clone.childNodes.length,
        template.content.ownerDocument === document,
      ]);
    }
    place.textContent = '';
    for (const value of [null, undefined, 0, { toString: () => '<b>t</b>' }]) {
      Reflect.set(place, 'innerHTML', value);
      note('no text', place.innerHTML);
      Reflect.set(place, 'outerHTML', place.outerHTML);
    }
    await attempt('xml serialised', () =>
      new XMLSerializer().serializeToString(
        new DOMParser().parseFromString(
          '<a xmlns:x="y"><x:b><![CDATA[<img src="z">]]></x:b></a>',
          'application/xml',
        ),
      ),
    );
    const xml = document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'html', null);
    await attempt('innerHTML in xml', () => {
      xml.documentElement.innerHTML = '<p>fine<img src="/x.gif"/></p>';
      return xml.documentElement.innerHTML;
    });
    await attempt('broken innerHTML in xml', () => {
      xml.documentElement.innerHTML = '<p><img src="/x.gif"></p>';
    });
    let turned = 0;
    Reflect.set(document.createElement('div'), 'innerHTML', { toString: () => `<p>${turned++}` });
    note('turned into text, times', turned);
  },
};

const observed: Exercise = {
  name: 'the site’s own observers see the same changes in the same order',
  files: { '/own.js': 'self.ownRan = (self.ownRan ?? 0) + 1;', '/own.html': '<!doctype html><p>own' },
  body: '<section id="stage"></section>',
  part: async ({ note, next }) => {
    const stage = document.getElementById('stage') as HTMLElement;
    const records: string[] = [];
    const nameOf = (node: Node): string =>
      `${node.nodeName}${(node as Element).id ? `#${(node as Element).id}` : ''}`;
    const observer = new MutationObserver((list) => {
      for (const { type, target, attributeName, oldValue, addedNodes, removedNodes } of list)
        records.push(
          [
            type,
            nameOf(target),
            attributeName,
            oldValue,
            [...addedNodes].map(nameOf),
            [...removedNodes].map(nameOf),
          ].join('|'),
        );
    });
    observer.observe(stage, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
      attributeOldValue: true,
      characterDataOldValue: true,
    });
    const act = async (label: string, change: () => unknown): Promise<void> => {
      change();
      await new Promise((resolve) => setTimeout(resolve));
      note(label, records.splice(0));
    };
    await act('images', () => {
      for (const tag of ['img', 'link', 'iframe', 'video', 'object', 'embed', 'source', 'p']) {
        const element = document.createElement(tag);
        element.id = tag;
        stage.append(element);
        element.setAttribute('src', '/own.html');
        element.setAttribute('href', '/own.html');
        element.setAttribute('data', '/own.html');
        element.removeAttribute('src');
      }
    });
    await act(
      'markup',
      () =>
        (stage.innerHTML =
          '<img src=/own.gif id=a><script src=/own.js></script><p style="color:red">x<b>y</b></p>'),
    );
    await act('styles', () => {
      const p = stage.querySelector('p') as HTMLElement;
      p.style.backgroundImage = 'url(/own.gif)';
      p.style.cssText = 'color: blue; background: url("//toko.test/own.gif")';
      p.style.setProperty('--own', '1');
      p.setAttribute('style', 'margin: 0');
    });
    await act('a style sheet', () => {
      const style = document.createElement('style');
      style.textContent = 'p { background: url(//toko.test/own.gif) }';
      stage.append(style);
      style.append('b { color: red }');
      (style.firstChild as Text).data += ' ';
      note(
        'its rules',
        [...(style.sheet?.cssRules ?? [])].map(({ cssText }) => cssText),
      );
    });
    await act('moved', () => {
      const [first, last] = [stage.firstElementChild as Element, stage.lastElementChild as Element];
      stage.insertBefore(last, first);
      first.replaceWith('text', first);
      stage.normalize();
      first.after(document.createComment('c'));
    });
    await act('cloned', () => stage.append(stage.cloneNode(true)));
    await act('by way of a fragment', () => {
      const fragment = document.createDocumentFragment();
      fragment.append(new Image(), 'text', document.createElement('iframe'));
      stage.replaceChildren(fragment);
    });
    await act('attributes as nodes', () => {
      const image = stage.firstElementChild as Element;
      const attribute = document.createAttribute('src');
      attribute.value = '/own.gif';
      image.setAttributeNode(attribute);
      attribute.value = '/own.gif?2';
      image.attributes.removeNamedItem('src');
      image.toggleAttribute('hidden');
      note('attribute', [attribute.ownerElement, attribute.value, image.getAttributeNames()]);
    });
    await act('text', () => {
      stage.append('one');
      (stage.lastChild as Text).splitText(1).data = 'changed';
    });
    await act('a script', () => {
      const script = Object.assign(document.createElement('script'), { text: 'self.inlineRan = 1' });
      stage.append(script);
      note('ran', Reflect.get(self, 'inlineRan'));
    });
    const script = Object.assign(document.createElement('script'), { src: '/own.js', async: false });
    const loaded = next(script, 'load');
    await act('a script of the site', () => stage.append(script));
    await loaded;
    await act('it has run', () => note('ran', Reflect.get(self, 'ownRan')));
    await act('all gone', () => stage.replaceChildren());
    note('left to take', observer.takeRecords().length);
  },
};

const custom: Exercise = {
  name: 'custom elements react in their order',
  head: '<script>self.calls = []</script>',
  body: '<own-early title="early" src="/a.gif"><img src=/own.gif><p>child</p></own-early>',
  part: ({ note }) => {
    const calls: string[] = [];
    const drain = (label: string): void => note(label, calls.splice(0));
    class Own extends HTMLElement {
      static observedAttributes = ['src', 'title', 'href'];
      constructor() {
        super();
        calls.push(`constructor ${this.localName} ${this.isConnected} ${this.attributes.length}`);
      }
      connectedCallback(): void {
        calls.push(`connected ${this.localName} ${this.childNodes.length}`);
      }
      disconnectedCallback(): void {
        calls.push(`disconnected ${this.localName}`);
      }
      adoptedCallback(): void {
        calls.push(`adopted ${this.localName}`);
      }
      attributeChangedCallback(name: string, before: string | null, after: string | null): void {
        calls.push(`${this.localName} ${name}: ${before} -> ${after}`);
      }
      get src(): string {
        calls.push('get src');
        return this.getAttribute('src') ?? '';
      }
      set src(value: string) {
        calls.push(`set src ${value}`);
        this.setAttribute('src', value);
      }
    }
    customElements.define('own-early', class extends Own {});
    drain('upgraded');
    class Made extends Own {
      readonly root = this.attachShadow({ mode: 'open', delegatesFocus: true });
      override connectedCallback(): void {
        super.connectedCallback();
        this.root.innerHTML = '<slot></slot><img src="/own.gif?shadow" part=i>';
        calls.push(this.root.innerHTML);
      }
    }
    customElements.define('own-made', Made);
    const made = document.createElement('own-made') as Made;
    drain('created');
    made.src = '/x.gif';
    made.setAttribute('href', '/y');
    made.toggleAttribute('title', true);
    document.body.append(made);
    drain('appended');
    document.body.insertAdjacentHTML(
      'beforeend',
      '<own-made src="/z.gif" title="t"><own-made></own-made></own-made>',
    );
    drain('by markup');
    const template = document.createElement('template');
    template.innerHTML = '<own-made src=/t.gif></own-made>';
    drain('in a template');
    const imported = document.importNode(template.content, true);
    drain('imported');
    document.body.append(imported);
    drain('and appended');
    document.body.append(template.content.cloneNode(true));
    drain('cloned and appended');
    document.createElement('div').innerHTML = '<own-made src="/d.gif"><img src="/own.gif"></own-made>';
    drain('outside the page');
    const range = document.createRange();
    range.createContextualFragment('<own-made src="/f.gif"><img src=/own.gif></own-made>');
    drain('in a fragment');
    new DOMParser().parseFromString('<own-made src="/p.gif"><img src=/own.gif></own-made>', 'text/html');
    drain('parsed apart');
    const other = document.implementation.createHTMLDocument();
    other.body.append(made);
    drain('given away');
    document.body.prepend(made);
    drain('and back');
    const later = document.createElement('own-later');
    later.setAttribute('src', '/l.gif');
    document.body.append(later);
    customElements.define('own-later', class extends Own {});
    drain('defined later');
    made.replaceWith(later);
    drain('replaced');
    document.querySelectorAll('own-made').forEach((element) => element.remove());
    drain('removed');
    note('instances', [later instanceof Own, made.shadowRoot === made.root, made.root instanceof ShadowRoot]);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('img { width: 3px; background: url("/own.gif") } @media print { p { color: red } }');
    made.root.adoptedStyleSheets = [sheet];
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    note(
      'rules',
      [...sheet.cssRules].map(({ cssText }) => cssText),
    );
    note('inserted', [
      sheet.insertRule('b { color: red }', 1),
      sheet.cssRules.length,
      (sheet.cssRules[0] as CSSStyleRule).style.backgroundImage,
    ]);
    note('adopted', [made.root.adoptedStyleSheets.length, document.adoptedStyleSheets.includes(sheet)]);
    const styled = document.createElement('p');
    styled.style.cssText = 'background: url(/a b.gif), url("//toko.test/own.gif"); color: RED; --x: {a:b}';
    styled.style.setProperty('background-image', 'url(https://toko.test/own.gif)', 'important');
    note('styled', [
      styled.outerHTML,
      styled.style.length,
      styled.style.getPropertyPriority('background-image'),
    ]);
    const animation = document.body.animate([{ opacity: 0, offset: 0.5 }, { opacity: 1 }], {
      duration: 9,
      id: 'own',
    });
    note('animated', [
      animation.id,
      (animation.effect as KeyframeEffect).getKeyframes().map(({ opacity, offset }) => [opacity, offset]),
    ]);
    const frames = document.body.animate({ transform: ['none', 'scale(1)'], easing: 'linear' }, 5);
    note('animated otherwise', (frames.effect as KeyframeEffect).getKeyframes().length);
    frames.cancel();
  },
};

const forms: Exercise = {
  name: 'forms, links and clicks do what they did',
  files: { '/sent': html('<!doctype html><p>sent'), '/other': html('<!doctype html><p>other') },
  body: `<form id="f" action="/sent" target="inside"><input name="a" value="1"><input type="checkbox" name="c" checked>
    <input type="file" name="up"><select name="s"><option>x<option selected>y</select><input name="required" required value="r">
    <button name="b" value="go">Go</button><button name="b" value="other" formaction="/other?x=1" formmethod="post" formenctype="text/plain">Other</button>
    <input type="image" name="i" src="/own.gif" formaction="/other" id="im"><input type="reset"></form>
    <iframe name="inside" id="inside"></iframe><a id="link" href="/other#hash" target="inside" rel="noopener">link</a>
    <a id="same" href="#here">here</a><details id="d"><summary>s</summary>x</details><dialog id="dialog"><form method="dialog"><button value="ok">ok</button></form></dialog>
    <label id="label">l<input type="checkbox" id="box"></label>`,
  part: async ({ note, attempt, next }) => {
    const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
    const form = find<HTMLFormElement>('f');
    const inside = find<HTMLIFrameElement>('inside');
    const order: string[] = [];
    const drain = (label: string): void => note(label, order.splice(0));
    for (const [target, name] of [
      [window, 'window'],
      [document, 'document'],
      [form, 'form'],
    ] as const)
      for (const type of ['click', 'submit', 'reset', 'formdata', 'invalid', 'change', 'input'])
        for (const isCapture of [true, false])
          target.addEventListener(
            type,
            (event) =>
              order.push(
                `${type} at ${name}${isCapture ? ' in capture' : ''} ${event.eventPhase} ${event.defaultPrevented} ${event.isTrusted} ${(event as SubmitEvent).submitter?.getAttribute('value') ?? ''}`,
              ),
            isCapture,
          );
    const submits = async (label: string, act: () => unknown): Promise<void> => {
      const loaded = next(inside, 'load');
      await attempt(label, act);
      await loaded;
      const { pathname, search } = inside.contentWindow?.location ?? location;
      note(`${label} went to`, [pathname, search, inside.contentDocument?.body.textContent]);
      drain(label);
    };
    note(
      'entries',
      [...new FormData(form)].map(([key, value]) => [key, typeof value === 'string' ? value : value.name]),
    );
    note('entries with a button', [...new FormData(form, form.querySelector('button'))].length);
    await submits('submit()', () => form.submit());
    await submits('requestSubmit()', () => form.requestSubmit());
    await submits('requestSubmit(button)', () => form.requestSubmit(form.querySelectorAll('button')[1]));
    await submits('click on a button', () => form.querySelector('button')?.click());
    await submits('click on an image', () => find('im').click());
    await attempt('requestSubmit of a stranger', () => form.requestSubmit(document.createElement('button')));
    find<HTMLFormElement>('f').elements.namedItem('required')?.toString();
    (form.elements.namedItem('required') as HTMLInputElement).value = '';
    note('not valid', [form.checkValidity(), form.reportValidity()]);
    form.requestSubmit();
    drain('not valid');
    form.reset();
    drain('reset');
    note('after the reset', (form.elements.namedItem('required') as HTMLInputElement).value);
    form.addEventListener('submit', (event) => event.preventDefault(), { once: true });
    form.requestSubmit();
    drain('prevented');
    form.addEventListener('formdata', ({ formData }) => formData.append('more', 'm'), { once: true });
    note('more', new FormData(form).get('more'));
    drain('formdata');
    await submits('click on a link', () => find('link').click());
    find('same').click();
    note('hash', location.hash);
    drain('hash');
    find('label').click();
    note('box', find<HTMLInputElement>('box').checked);
    drain('label');
    const toggled = next(find('d'), 'toggle');
    (find('d').firstElementChild as HTMLElement).click();
    await toggled;
    note('details', find<HTMLDetailsElement>('d').open);
    const dialog = find<HTMLDialogElement>('dialog');
    dialog.showModal();
    dialog.querySelector('button')?.click();
    note('dialog', [dialog.open, dialog.returnValue]);
    drain('dialog');
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, clientX: 3 });
    note('dispatched', [form.dispatchEvent(click), click.clientX]);
    drain('dispatched');
    document.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    window.dispatchEvent(new MouseEvent('click'));
    drain('dispatched at the document and the window');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.innerHTML = '<a href="#svg"><text>t</text></a>';
    document.body.append(svg);
    (svg.querySelector('text') as Element).dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true }),
    );
    note('a link in a drawing', location.hash);
    drain('a link in a drawing');
    form.setAttribute('action', '/other?changed');
    note('action', [form.action, form.getAttribute('action'), form.method, form.enctype, form.target]);
    note('by name', [document.forms.length, form['a'] === form.elements.namedItem('a'), 'inside' in window]);
    const shadowed = document.createElement('form');
    shadowed.innerHTML =
      '<input name="submit"><input name="action" value="x"><input name="target" value="y"><input name=localName><input name=getAttribute>';
    document.body.append(shadowed);
    await attempt('names that shadow', () => [
      typeof shadowed.submit,
      HTMLFormElement.prototype.submit.call(shadowed.cloneNode() as HTMLFormElement),
    ]);
    await attempt('requestSubmit with names that shadow', () => {
      shadowed.addEventListener('submit', (event) => event.preventDefault());
      shadowed.requestSubmit();
    });
    drain('names that shadow');
  },
};

const loading: Exercise = {
  name: 'images, modules and written scripts load in their order',
  files: {
    '/own.js': '(self.order ??= []).push(document.currentScript?.src.split("/").pop() ?? "none");',
    '/slow.js': after(80, (_seen, response) =>
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('(self.order ??= []).push("slow");'),
    ),
    '/written.js':
      'document.write("<p id=written>written by a file</p>"); (self.order ??= []).push("written.js");',
    '/m.mjs': text(
      'text/javascript',
      'import { x } from "./n.mjs"; export const y = x + 1; export default import.meta.url; (self.order ??= []).push("m");',
    ),
    '/n.mjs': text('text/javascript', 'export const x = 1; (self.order ??= []).push("n");'),
    '/from.mjs': text('text/javascript', 'import { x } from "/n.mjs"; self.fromModule = x;'),
    '/data.json': text('application/json', '{"a":1}'),
    '/own.css': text('text/css', 'p { color: red; background: url(/bg.gif) }'),
  },
  head: `<script type="importmap">{"imports":{"own":"/m.mjs"}}</script><script defer src="/own.js?defer"></script><script async src="/own.js?async"></script>
    <link rel="stylesheet" href="/own.css"><script type="module">(self.order ??= []).push('module')</script>
    <script>document.write('<meta name=written><scr' + 'ipt src="/own.js?written"></scr' + 'ipt><scr' + 'ipt>(self.order ??= []).push("inline")</scr' + 'ipt>')</script>`,
  body: `<img id="first" src="/first.gif" width="4" height="3" alt="a"><img loading="lazy" src="/lazy.gif" id="lazy"><script src="/written.js"></script>
    <script>document.write('<b id=split title="'); document.write('a">split</b>'); document.writeln('line'); document.write('<scr', 'ipt src="/own.js?split"></scr', 'ipt>', 1, null)</script><script src="/slow.js"></script>`,
  part: async ({ note, attempt, next }) => {
    const got = (): unknown =>
      [...((Reflect.get(self, 'order') as string[]) ?? [])].filter((name) => !/async/.test(name));
    note('so far', got());
    note('written', [
      document.getElementById('written'),
      document.getElementById('split'),
      document.querySelector('meta[name=written]'),
    ]);
    note('current script', [
      document.currentScript?.tagName,
      document.scripts.length - document.querySelectorAll('script[src*=izin],#izin-config').length,
    ]);
    if (document.readyState !== 'complete') await next(window, 'load');
    note('loaded', got());
    const image = new Image();
    note('complete without an address', [image.complete, image.src, image.currentSrc]);
    const loaded = next(image, 'load');
    image.srcset = '/small.gif 1x, /large.gif 2x';
    image.sizes = '10px';
    await loaded;
    note('srcset', [image.currentSrc, image.naturalWidth, image.srcset, image.src, image.complete]);
    image.src = 'relative.gif?a=b c#d';
    note('relative', [image.src, image.getAttribute('src')]);
    await attempt('decode', () => image.decode().then(() => 'decoded'));
    image.src = '';
    note('empty', [image.src, image.getAttribute('src'), image.complete]);
    image.removeAttribute('src');
    const broken = new Image();
    const failed = next(broken, 'error');
    broken.src = 'data:image/gif;base64,AAAA';
    note('error', (await failed).type);
    const lazy = document.getElementById('lazy') as HTMLImageElement;
    note('lazy', [lazy.loading, lazy.getAttribute('src'), lazy.outerHTML]);
    await attempt('import()', async () => Object.entries((await import('/m.mjs' as string)) as object));
    await attempt(
      'import of a mapped name',
      async () => ((await import('own' as string)) as { y: number }).y,
    );
    await attempt(
      'import of json',
      async () =>
        (
          await (Function('return import("/data.json", { with: { type: "json" } })')() as Promise<{
            default: unknown;
          }>)
        ).default,
    );
    await attempt('import of what is missing', () =>
      import('http://[' as string).catch((error: Error) => error.name),
    );
    const module = Object.assign(document.createElement('script'), { type: 'module', src: '/from.mjs' });
    const ran = next(module, 'load');
    document.head.append(module);
    await ran;
    note('module', [Reflect.get(self, 'fromModule'), module.type, module.outerHTML]);
    const one = Object.assign(document.createElement('script'), { src: '/slow.js', async: false });
    const two = Object.assign(document.createElement('script'), { src: '/own.js?two', async: false });
    const both = Promise.all([next(one, 'load'), next(two, 'load')]);
    document.head.append(one, two);
    await both;
    note('in order', (got() as string[]).slice(-2));
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/own.css' });
    const styled = next(link, 'load');
    document.head.append(link);
    await styled;
    note('style sheet', [
      link.sheet?.cssRules.length,
      link.href,
      link.sheet?.href,
      getComputedStyle(document.getElementById('written') as Element).color,
    ]);
    const preload = Object.assign(document.createElement('link'), {
      rel: 'preload',
      as: 'image',
      href: '/own.gif?pre',
    });
    const preloaded = next(preload, 'load', 'error');
    document.head.append(preload);
    note('preload', [(await preloaded).type, preload.relList.contains('preload'), preload.as]);
    const frame = document.createElement('iframe');
    frame.srcdoc =
      '<p>own</p><img src="/own.gif"><script>parent.fromFrame = [document.body.innerHTML.length, parent === top]</scr' +
      'ipt>';
    const framed = next(frame, 'load');
    document.body.append(frame);
    await framed;
    note('srcdoc', [
      frame.srcdoc,
      Reflect.get(self, 'fromFrame'),
      frame.contentDocument?.querySelectorAll('img').length,
      frame.getAttribute('src'),
    ]);
    const written = document.createElement('iframe');
    document.body.append(written);
    const inner = written.contentDocument as Document;
    inner.open();
    inner.write('<!doctype html><title>w</title><p id="p">one', '<b>two</b><img src=/own.gif>');
    inner.write('<scr', 'ipt>parent.fromWritten = document.querySelectorAll("p,b").length</scr', 'ipt>');
    inner.close();
    note('written frame', [
      inner.title,
      inner.body.innerHTML,
      Reflect.get(self, 'fromWritten'),
      inner.compatMode,
    ]);
    note(
      'asked for',
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name))
        .filter(({ pathname }) => !/izin|favicon/.test(pathname))
        .map(({ pathname, search }) => pathname + search)
        .sort(),
    );
    const seen = await new Promise<IntersectionObserverEntry[]>((resolve) =>
      new IntersectionObserver(resolve, { threshold: [0, 1] }).observe(
        document.getElementById('first') as Element,
      ),
    );
    note('intersection', [seen.length, seen[0]?.target.id]);
  },
};

export const ELEMENTS: readonly Exercise[] = [markup, observed, custom, forms, loading];
