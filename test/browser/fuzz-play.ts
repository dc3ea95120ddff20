import type { Branch, Twig } from './fuzz-tree.ts';

/** One thing that a page does: trees come to be, go into the page, and are changed there. */
export interface Deed {
  /** Also the label of its third party's host. */
  readonly id: string;
  readonly trees: readonly Twig[];
  /** The same as markup, for what is made from text. */
  readonly html: string;
  readonly xml: string;
  readonly by: By;
  readonly put: Put;
  readonly when: When;
  readonly after: readonly After[];
  /** The element in which markup is read, and how often what is written is interrupted. */
  readonly context: string;
  readonly cuts: readonly number[];
}

export const BYS = [
  'made',
  'made',
  'made late',
  'made late',
  'cloned',
  'imported',
  'adopted',
  'made in a frame',
  'made in a template',
  'innerHTML',
  'innerHTML',
  'innerHTML, detached',
  'outerHTML',
  'beforebegin',
  'afterbegin',
  'beforeend',
  'afterend',
  'setHTMLUnsafe',
  'shadow innerHTML',
  'shadow setHTMLUnsafe',
  'createContextualFragment',
  'DOMParser',
  'DOMParser, XML',
  'parseHTMLUnsafe',
  'template',
  'write',
  'write in pieces',
  'write into a frame',
  'innerHTML of a frame',
  'srcdoc',
  'srcdoc, attribute',
  'inert document',
  'execCommand',
] as const;
export type By = (typeof BYS)[number];

export const PUTS = [
  'append',
  'appendChild',
  'prepend',
  'before',
  'after',
  'insertBefore',
  'replaceChild',
  'replaceWith',
  'replaceChildren',
  'insertAdjacentElement',
  'insertNode',
  'surroundContents',
  'moveBefore',
  'fragment',
  'shadow root',
  'template first',
  'head',
  'frame natives',
  'text before',
] as const;
export type Put = (typeof PUTS)[number];

export const WHENS = [
  'now',
  'now',
  'microtask',
  'timeout',
  'observer',
  'loaded',
  'reaction',
  'event',
] as const;
export type When = (typeof WHENS)[number];

export const AFTERS = [
  'layout',
  'again',
  'clone',
  'rewrite',
  'move',
  'moveBefore',
  'frame',
  'copy',
  'use templates',
  'click',
  'text',
  'data',
  'importNode',
  'outer',
] as const;
export type After = (typeof AFTERS)[number];

/** Does one deed in the page. It is sent there as text, so it uses nothing from outside. */
export function play(deed: Deed, home: HTMLElement): void {
  const SPACES: Readonly<Record<string, string>> = {
    svg: 'http://www.w3.org/2000/svg',
    math: 'http://www.w3.org/1998/Math/MathML',
  };
  const XLINK = 'http://www.w3.org/1999/xlink';
  const box = home.appendChild(document.createElement('div'));
  const isElement = (node: Node): node is Element => node.nodeType === 1;

  function setAttribute(element: Element, name: string, value: string, way: string): void {
    const property = { imagesrcset: 'imageSrcset', crossorigin: 'crossOrigin' }[name] ?? name;
    const space = name.startsWith('xlink:') ? XLINK : null;
    if (way === 'property' && property in element) {
      if (name === 'style') {
        const { style } = element as HTMLElement;
        for (const part of value.split(/;(?![^(]*\))/)) {
          const colon = part.indexOf(':');
          const key = part.slice(0, colon).trim().toLowerCase();
          const text = part.slice(colon + 1).replace('!important', '');
          if (key.startsWith('--')) style.setProperty(key, text);
          else (style as unknown as Record<string, string>)[key] = text;
        }
      } else if (!Reflect.set(element, property, value)) element.setAttribute(name, value);
      else if (!element.hasAttribute(name) && element.namespaceURI === SPACES['svg'])
        Reflect.set(Reflect.get(element, property) as object, 'baseVal', value);
    } else if (way === 'setAttributeNS' || space) element.setAttributeNS(space, name, value);
    else if (way === 'node' || way === 'nodeNS' || way === 'namedItem') {
      const node = document.createAttribute(name);
      node.value = value;
      if (way === 'node') element.setAttributeNode(node);
      else if (way === 'nodeNS') element.setAttributeNodeNS(node);
      else element.attributes.setNamedItem(node);
    } else if (way === 'nodeValue') {
      element.setAttribute(name, '');
      const node = element.getAttributeNode(name);
      if (node) node.nodeValue = value;
    } else element.setAttribute(way === 'upper' && !space ? name.toUpperCase() : name, value);
  }

  function make(twig: Twig, doc: Document, late: (() => void)[] | undefined): Node {
    if (typeof twig === 'string') return doc.createTextNode(twig);
    if ('raw' in twig) return doc.createTextNode('');
    const branch: Branch = twig;
    const element = branch.in
      ? doc.createElementNS(SPACES[branch.in] ?? null, branch.tag)
      : doc.createElement(branch.tag);
    const dress = (): void => {
      for (const [name, value, way] of branch.attributes) setAttribute(element, name, value, way);
    };
    const children = (): void => {
      const target = branch.tag === 'template' ? (element as HTMLTemplateElement).content : element;
      for (const child of branch.children) target.appendChild(make(child, doc, late));
    };
    if (late) late.push(dress);
    else dress();
    children();
    if (branch.shadow) {
      const root = element.attachShadow({ mode: branch.shadow.mode });
      for (const child of branch.shadow.children) root.append(make(child, doc, late));
    }
    return element;
  }

  const frame = (): HTMLIFrameElement => {
    const it = document.createElement('iframe');
    home.append(it);
    return it;
  };
  const inert = (): Document => document.implementation.createHTMLDocument('');
  const [where = 'div', space = ''] = deed.context.split('@');
  const context = (): Element =>
    space ? document.createElementNS(SPACES[space] ?? null, where) : document.createElement(where);
  const late: (() => void)[] = [];
  const all = (doc: Document, isLate = false): Node[] =>
    deed.trees.map((twig) => make(twig, doc, isLate ? late : undefined));

  /** Makes the nodes that are to be put into the page; nothing where they stand there already. */
  function come(): Node[] {
    const { by, html } = deed;
    switch (by) {
      case 'made':
        return all(document);
      case 'made late':
        return all(document, true);
      case 'cloned':
        return all(inert()).map((node) => document.importNode(node.cloneNode(true), true));
      case 'imported':
        return all(inert()).map((node) => document.importNode(node, true));
      case 'adopted':
        return all(inert()).map((node) => document.adoptNode(node));
      case 'made in a frame':
        return all(frame().contentDocument as Document);
      case 'made in a template': {
        const template = document.createElement('template');
        template.content.append(...all(template.content.ownerDocument));
        return [template.content.cloneNode(true)];
      }
      case 'innerHTML': {
        const it = context();
        box.append(it);
        it.innerHTML = html;
        return [];
      }
      case 'innerHTML, detached': {
        const it = context();
        it.innerHTML = html;
        return [it];
      }
      case 'outerHTML':
        box.appendChild(document.createElement('p')).outerHTML = html;
        return [];
      case 'beforebegin':
      case 'afterbegin':
      case 'beforeend':
      case 'afterend':
        box.appendChild(context()).insertAdjacentHTML(by, html);
        return [];
      case 'setHTMLUnsafe':
        box.appendChild(context()).setHTMLUnsafe(html);
        return [];
      case 'shadow innerHTML':
        box.attachShadow({ mode: 'open' }).innerHTML = html;
        return [];
      case 'shadow setHTMLUnsafe':
        box.attachShadow({ mode: 'closed' }).setHTMLUnsafe(html);
        return [];
      case 'createContextualFragment': {
        const range = document.createRange();
        range.selectNodeContents(box.appendChild(context()));
        return [range.createContextualFragment(html)];
      }
      case 'DOMParser':
        return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
      case 'DOMParser, XML':
        return [
          ...(new DOMParser().parseFromString(
            `<div xmlns="http://www.w3.org/1999/xhtml">${deed.xml}</div>`,
            'application/xhtml+xml',
          ).documentElement?.childNodes ?? []),
        ];
      case 'parseHTMLUnsafe':
        return [
          ...(Document as unknown as { parseHTMLUnsafe(text: string): Document }).parseHTMLUnsafe(html).body
            .childNodes,
        ];
      case 'template': {
        const template = document.createElement('template');
        template.innerHTML = html;
        return [template.content.cloneNode(true)];
      }
      case 'write':
        document.write(html);
        return [];
      case 'write in pieces': {
        let from = 0;
        for (const cut of [
          ...deed.cuts.map((part) => part % (html.length || 1)).sort((a, b) => a - b),
          html.length,
        ]) {
          document.write(html.slice(from, cut));
          from = cut;
        }
        return [];
      }
      case 'write into a frame': {
        const doc = frame().contentDocument as Document;
        doc.open();
        doc.write(html);
        doc.close();
        return [];
      }
      case 'innerHTML of a frame':
        (frame().contentDocument as Document).body.innerHTML = html;
        return [];
      case 'srcdoc': {
        const it = document.createElement('iframe');
        it.srcdoc = html;
        return [it];
      }
      case 'srcdoc, attribute': {
        const it = frame();
        it.setAttribute('srcdoc', html);
        return [];
      }
      case 'inert document': {
        const doc = inert();
        doc.body.innerHTML = html;
        return [...doc.body.childNodes];
      }
      case 'execCommand':
        box.contentEditable = 'true';
        box.focus();
        getSelection()?.selectAllChildren(box);
        document.execCommand('insertHTML', false, html);
        return [];
    }
  }

  function put(node: Node): void {
    const mark = box.appendChild(document.createElement('i'));
    mark.textContent = 'm';
    const element = isElement(node) ? node : undefined;
    const child = node as ChildNode;
    switch (deed.put) {
      case 'append':
        return box.append(node);
      case 'prepend':
        return box.prepend(node);
      case 'before':
        return mark.before(node);
      case 'after':
        return mark.after(node);
      case 'insertBefore':
        return void box.insertBefore(node, mark);
      case 'replaceChild':
        return void box.replaceChild(node, mark);
      case 'replaceWith':
        return mark.replaceWith(node);
      case 'replaceChildren':
        return mark.replaceChildren(node);
      case 'insertAdjacentElement':
        return void (element ? mark.insertAdjacentElement('afterend', element) : box.append(node));
      case 'insertNode': {
        const range = document.createRange();
        range.selectNodeContents(mark);
        return range.insertNode(node);
      }
      case 'surroundContents': {
        if (!element || element.firstChild) return box.append(node);
        const range = document.createRange();
        range.selectNodeContents(mark);
        return range.surroundContents(element);
      }
      case 'moveBefore': {
        box.append(node);
        const to = box.appendChild(document.createElement('div')) as Element & {
          moveBefore(node: Node, before: Node | null): void;
        };
        return element ? to.moveBefore(child, null) : undefined;
      }
      case 'fragment': {
        const fragment = new DocumentFragment();
        fragment.append(node);
        return void box.appendChild(fragment);
      }
      case 'shadow root':
        return void box
          .appendChild(document.createElement('div'))
          .attachShadow({ mode: 'closed' })
          .appendChild(node);
      case 'template first': {
        const template = box.appendChild(document.createElement('template'));
        template.content.append(node);
        return box.append(template.content);
      }
      case 'head':
        return document.head.append(node);
      case 'frame natives': {
        const inner = frame().contentWindow as unknown as typeof globalThis;
        return void inner.Node.prototype.appendChild.call(box, node);
      }
      case 'text before':
        return box.appendChild(document.createTextNode('t')).before(node);
      default:
        return void box.appendChild(node);
    }
  }

  function follow(after: After): void {
    const elements = [...box.querySelectorAll('*')];
    switch (after) {
      case 'layout':
        for (const element of [box, ...elements]) void getComputedStyle(element).backgroundImage;
        return void box.offsetHeight;
      case 'again': {
        const nodes = [...box.childNodes];
        for (const node of nodes) node.remove();
        return box.append(...nodes);
      }
      case 'clone':
        return void home.appendChild(box.cloneNode(true));
      case 'rewrite': {
        const html = box.innerHTML;
        return void (box.innerHTML = html);
      }
      case 'move':
        return home.appendChild(document.createElement('div')).append(...box.childNodes);
      case 'moveBefore':
        return (
          home.appendChild(document.createElement('div')) as Element & {
            moveBefore(node: Node, before: Node | null): void;
          }
        ).moveBefore(box, null);
      case 'frame': {
        const { body } = frame().contentDocument as Document;
        return (void body.appendChild(box.cloneNode(true)), body.append(...box.childNodes));
      }
      case 'copy':
        // As frameworks do that write the page anew from what stands in it.
        for (const element of elements) {
          const fresh = document.createElementNS(element.namespaceURI, element.localName);
          for (const { name, value } of element.attributes) {
            try {
              fresh.setAttribute(name, value);
            } catch {
              // Not every name that a parser takes is taken here.
            }
          }
          if (!element.firstElementChild) fresh.textContent = element.textContent;
          home.append(fresh);
        }
        return;
      case 'use templates':
        for (const element of elements)
          if (element instanceof HTMLTemplateElement)
            box.append(element.content.cloneNode(true), document.importNode(element.content, true));
        return;
      case 'click':
        for (const element of elements) if (element.localName === 'a') (element as HTMLElement).click();
        return;
      case 'text':
        for (const element of elements)
          if (element.localName === 'style') {
            const text = element.textContent;
            element.textContent = '';
            element.append(text.slice(0, 20), text.slice(20));
          }
        return;
      case 'data':
        for (const element of elements) {
          const { firstChild } = element;
          if (element.localName === 'style' && firstChild?.nodeType === 3) {
            const { data } = firstChild as Text;
            (firstChild as Text).data = '';
            (firstChild as Text).appendData(data);
          }
        }
        return;
      case 'importNode':
        return void home.appendChild(document.importNode(box, true));
      case 'outer':
        return Array.from(box.children).forEach((element) =>
          element.insertAdjacentHTML('afterend', element.outerHTML),
        );
    }
  }

  try {
    const nodes = come();
    nodes.forEach(put);
    late.forEach((dress) => dress());
    deed.after.forEach(follow);
  } finally {
    // It would turn the addresses of all other deeds.
    for (const base of document.querySelectorAll('base')) base.remove();
  }
}
