import { byScript, type Vector } from './vectors-form.ts';

const script = `const it = make('script', { src: 'https://HOST/v.js' });`;
const image = `'<img alt="" src="https://HOST/v.gif">'`;
const scriptTag = `'<script src="https://HOST/v.js"></script>'`;

/** Scripts that a script inserts. */
const SCRIPTS: readonly Vector[] = [
  byScript('append-child', 'script, appendChild', `${script} document.body.appendChild(it)`),
  byScript('append', 'script, append', `${script} document.body.append(it)`),
  byScript('prepend', 'script, prepend', `${script} document.body.prepend(it)`),
  byScript('before', 'script, before', `${script} box().before(it)`),
  byScript('after', 'script, after', `${script} box().after(it)`),
  byScript(
    'insert-before',
    'script, insertBefore',
    `${script} document.head.insertBefore(it, document.head.firstChild)`,
  ),
  byScript('replace-child', 'script, replaceChild', `${script} document.body.replaceChild(it, box())`),
  byScript('replace-with', 'script, replaceWith', `${script} box().replaceWith(it)`),
  byScript('replace-children', 'script, replaceChildren', `${script} box().replaceChildren(it)`),
  byScript(
    'adjacent-element',
    'script, insertAdjacentElement',
    `${script} box().insertAdjacentElement('afterbegin', it)`,
  ),
  byScript(
    'range-insert',
    'script, Range.insertNode',
    `${script} const range = new Range(); range.selectNode(box()); range.insertNode(it)`,
  ),
  byScript(
    'range-surround',
    'script, Range.surroundContents',
    `${script} const range = new Range(); range.selectNodeContents(put(make('div', { textContent: 'x' }))); range.surroundContents(it)`,
  ),
  byScript(
    'fragment',
    'script in a fragment',
    `${script} const all = new DocumentFragment(); all.append(it); put(all)`,
  ),
  byScript('subtree', 'script in a subtree', `${script} const all = make('div'); all.append(it); put(all)`),
  byScript('clone', 'script, cloned', `${script} put(it.cloneNode())`),
  byScript('import-node', 'script, importNode', `${script} put(document.importNode(it, true))`),
  byScript(
    'template-clone',
    'script in the content of a template',
    `${script} const all = make('template'); all.content.append(it); put(all.content.cloneNode(true))`,
  ),
  byScript(
    'set-attribute',
    'script, setAttribute',
    `const it = make('script'); it.setAttribute('src', 'https://HOST/v.js'); put(it)`,
  ),
  byScript(
    'set-attribute-ns',
    'script, setAttributeNS',
    `const it = make('script'); it.setAttributeNS(null, 'src', 'https://HOST/v.js'); put(it)`,
  ),
  byScript(
    'attribute-node',
    'script, setAttributeNode',
    `const it = make('script'); const a = document.createAttribute('src'); a.value = 'https://HOST/v.js'; it.setAttributeNode(a); put(it)`,
  ),
  byScript(
    'attribute-node-ns',
    'script, setAttributeNodeNS',
    `const it = make('script'); const a = document.createAttributeNS(null, 'src'); a.value = 'https://HOST/v.js'; it.setAttributeNodeNS(a); put(it)`,
  ),
  byScript(
    'named-item',
    'script, attributes.setNamedItem',
    `const it = make('script'); const a = document.createAttribute('src'); a.value = 'https://HOST/v.js'; it.attributes.setNamedItem(a); put(it)`,
  ),
  byScript(
    'attribute-value',
    'script, value of its attribute node',
    `const it = make('script'); const a = document.createAttribute('src'); it.setAttributeNode(a); a.value = 'https://HOST/v.js'; put(it)`,
  ),
  byScript(
    'src-later',
    'script, src when it stands',
    `const it = put(make('script')); it.src = 'https://HOST/v.js'`,
  ),
  byScript(
    'src-later-attribute',
    'script, setAttribute when it stands',
    `const it = put(make('script')); it.setAttribute('SRC', 'https://HOST/v.js')`,
  ),
  byScript(
    'src-later-node',
    'script, setAttributeNode when it stands',
    `const it = put(make('script')); const a = document.createAttribute('src'); a.value = 'https://HOST/v.js'; it.setAttributeNode(a)`,
  ),
  byScript('no-scheme', 'script, address without a scheme', `put(make('script', { src: '//HOST/v.js' }))`),
  byScript(
    'odd-address',
    'script, address with white space and backslashes',
    `put(make('script', { src: ' https:\\\\\\\\HOST\\n/v.js ' }))`,
  ),
  byScript(
    'base',
    'script, relative to a base of the moment',
    `const base = make('base', { href: 'https://HOST/' }); document.head.prepend(base); put(make('script', { src: 'v.js' })); base.remove()`,
  ),
  byScript(
    'create-ns',
    'script, createElementNS',
    `const it = document.createElementNS('http://www.w3.org/1999/xhtml', 'script'); it.src = 'https://HOST/v.js'; put(it)`,
  ),
  byScript(
    'script-copied',
    'script, copied attribute by attribute',
    `const it = put(make('script', { src: 'https://HOST/v.js' })); const copy = document.createElement('script'); for (const { name, value } of it.attributes) copy.setAttribute(name, value); it.remove(); put(copy)`,
  ),
  byScript(
    'script-untyped',
    'script, put in again without its type',
    `const it = put(make('script', { type: 'text/javascript', src: 'https://HOST/v.js' })); it.remove(); it.removeAttribute('type'); put(it)`,
  ),
  byScript(
    'svg-title',
    'stylesheet, innerHTML of a title of SVG',
    `put(document.createElementNS('http://www.w3.org/2000/svg', 'title')).innerHTML = '<link rel="stylesheet" href="https://HOST/v.css">'`,
  ),
  byScript('module', 'module', `put(make('script', { type: 'module', src: 'https://HOST/v.js' }))`),
  byScript(
    'type-later',
    'script, type when it stands',
    `const it = put(make('script', { type: 'text/x', src: 'https://HOST/v.js' })); it.type = ''; it.src = it.src`,
  ),
  byScript(
    'module-inline',
    'module, inline, that imports',
    `put(make('script', { type: 'module', text: 'import "https://HOST/v.js"' }))`,
  ),
  byScript(
    'script-text',
    'script, inline, that makes an image',
    `put(make('script', { text: 'new Image().src = "https://HOST/v.gif"' }))`,
  ),
  byScript(
    'reflect-set',
    'script, Reflect.set',
    `const it = make('script'); Reflect.set(it, 'src', 'https://HOST/v.js'); put(it)`,
  ),
  byScript(
    'descriptor',
    'script, setter from the descriptor',
    `const it = make('script'); Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src').set.call(it, 'https://HOST/v.js'); put(it)`,
  ),
  byScript(
    'svg-script',
    'SVG script, href',
    `const it = svg('script'); it.setAttribute('href', 'https://HOST/v.js'); putSvg(it)`,
  ),
  byScript(
    'svg-script-xlink',
    'SVG script, xlink:href',
    `const it = svg('script'); it.setAttributeNS(XLINK, 'xlink:href', 'https://HOST/v.js'); putSvg(it)`,
  ),
  byScript(
    'svg-script-base',
    'SVG script, href.baseVal',
    `const it = svg('script'); it.href.baseVal = 'https://HOST/v.js'; putSvg(it)`,
  ),
  byScript(
    'contextual',
    'script, createContextualFragment',
    `put(new Range().createContextualFragment(${scriptTag}))`,
  ),
  byScript(
    'contextual-subtree',
    'script in a subtree, createContextualFragment',
    `put(new Range().createContextualFragment('<div><p>' + ${scriptTag} + '</div>'))`,
  ),
  byScript(
    'shadow-script',
    'script in a shadow root',
    `${script} box().attachShadow({ mode: 'closed' }).append(it)`,
  ),
  byScript('write-script', 'script, document.write', `document.write(${scriptTag})`),
  byScript(
    'write-split',
    'script, document.write in pieces',
    `document.write('<scr'); document.write('ipt src="https://HO'.replace('HO', 'HOST'), '/v.js"></scr' + 'ipt>')`,
  ),
  byScript('write-line', 'script, document.writeln', `document.writeln(${scriptTag})`),
  byScript(
    'timeout-text',
    'text given to setTimeout',
    `setTimeout("new Image().src = 'https://HOST/v.gif'")`,
  ),
  byScript(
    'handler-attribute',
    'event handler attribute, set',
    `put(make('img')).setAttribute('onerror', "new Image().src = 'https://HOST/v.gif'"); document.body.lastChild.src = 'data:,'`,
  ),
];

/** Other elements that a script makes. */
const ELEMENTS: readonly Vector[] = [
  byScript('image', 'image, src', `new Image().src = 'https://HOST/v.gif'`),
  byScript('image-srcset', 'image, srcset', `new Image().srcset = 'https://HOST/v.gif 1x'`),
  byScript('image-attribute', 'image, setAttribute', `new Image().setAttribute('src', 'https://HOST/v.gif')`),
  byScript(
    'image-named-item',
    'image, attributes.setNamedItem',
    `const it = new Image(); const a = document.createAttribute('src'); a.value = 'https://HOST/v.gif'; it.attributes.setNamedItem(a)`,
  ),
  byScript(
    'image-node-value',
    'image, value of its attribute node',
    `const it = make('img', { src: 'data:,' }); it.getAttributeNode('src').value = 'https://HOST/v.gif'`,
  ),
  byScript(
    'image-node-text',
    'image, textContent of its attribute node',
    `const it = make('img', { src: 'data:,' }); it.getAttributeNode('src').textContent = 'https://HOST/v.gif'`,
  ),
  byScript(
    'image-clone',
    'image, clone of an inert one',
    `const it = document.implementation.createHTMLDocument().createElement('img'); it.src = 'https://HOST/v.gif'; document.importNode(it)`,
  ),
  byScript(
    'image-adopt',
    'image, adopted from an inert document',
    `const it = document.implementation.createHTMLDocument().createElement('img'); it.src = 'https://HOST/v.gif'; put(it)`,
  ),
  byScript(
    'picture',
    'source of a picture',
    `const it = make('picture'); it.append(make('source', { srcset: 'https://HOST/v.gif' }), make('img')); put(it)`,
  ),
  byScript(
    'input-image',
    'input type=image',
    `put(make('input', { type: 'image', src: 'https://HOST/v.gif' }))`,
  ),
  byScript('body-background', 'body background', `document.body.background = 'https://HOST/v.gif'`, {
    isAlone: true,
  }),
  byScript(
    'cell-background',
    'table cell background, setAttribute',
    `const row = put(make('table')).insertRow(); row.insertCell().setAttribute('background', 'https://HOST/v.gif'); row.cells[0].append('x')`,
  ),
  byScript('iframe', 'frame', `put(make('iframe', { src: 'https://HOST/v.html' }))`),
  byScript('iframe-later', 'frame, src when it stands', `put(make('iframe')).src = 'https://HOST/v.html'`),
  byScript(
    'iframe-node',
    'frame, setAttributeNode',
    `const a = document.createAttribute('src'); a.value = 'https://HOST/v.html'; put(make('iframe')).setAttributeNode(a)`,
  ),
  byScript(
    'iframe-shadow',
    'frame in a shadow root',
    `box().attachShadow({ mode: 'open' }).append(make('iframe', { src: 'https://HOST/v.html' }))`,
  ),
  byScript('embed', 'embed', `put(make('embed', { src: 'https://HOST/v.html' }))`),
  byScript('object', 'object', `put(make('object', { data: 'https://HOST/v.html' }))`),
  byScript(
    'object-attribute',
    'object, setAttribute',
    `put(make('object')).setAttribute('data', 'https://HOST/v.html')`,
  ),
  byScript('video', 'video', `put(make('video', { preload: 'auto', src: 'https://HOST/v.mp4' }))`),
  byScript(
    'video-source',
    'source of a video',
    `put(make('video', { preload: 'auto' })).append(make('source', { src: 'https://HOST/v.mp4' }))`,
  ),
  byScript('poster', 'poster', `put(make('video', { poster: 'https://HOST/v.gif' }))`),
  byScript('audio', 'new Audio', `self.kept = new Audio('https://HOST/v.mp3')`),
  byScript(
    'audio-src',
    'audio, src',
    `self.keptToo = make('audio', { preload: 'auto', src: 'https://HOST/v.mp3' })`,
  ),
  byScript(
    'track',
    'track',
    `const it = put(make('video', { crossOrigin: 'anonymous', src: '/track.mp4' })); it.append(make('track', { kind: 'subtitles', default: true, src: 'https://HOST/v.vtt' })); it.textTracks[0].mode = 'showing'`,
  ),
  byScript('svg-image', 'SVG image, href', `putSvg(svg('image')).setAttribute('href', 'https://HOST/v.gif')`),
  byScript(
    'svg-image-xlink',
    'SVG image, xlink:href',
    `putSvg(svg('image')).setAttributeNS(XLINK, 'xlink:href', 'https://HOST/v.gif')`,
  ),
  byScript(
    'svg-image-base',
    'SVG image, href.baseVal',
    `putSvg(svg('image')).href.baseVal = 'https://HOST/v.gif'`,
  ),
  byScript(
    'svg-feimage',
    'SVG feImage, href',
    `inner('<svg><filter id="feimage"><feImage/></filter><rect width="9" height="9" filter="url(#feimage)"/></svg>').querySelector('feImage').setAttribute('href', 'https://HOST/v.gif')`,
  ),
  byScript(
    'svg-feimage-base',
    'SVG feImage, href.baseVal',
    `inner('<svg><filter id="febase"><feImage/></filter><rect width="9" height="9" filter="url(#febase)"/></svg>').querySelector('feImage').href.baseVal = 'https://HOST/v.gif'`,
  ),
  byScript('svg-use', 'SVG use, href', `putSvg(svg('use')).setAttribute('href', 'https://HOST/v.svg#x')`),
  byScript(
    'svg-set',
    'SVG set, in markup',
    `inner('<svg><image width="9" height="9"><set attributeName="href" to="https://HOST/v.gif"/></image></svg>')`,
  ),
  byScript(
    'svg-animate',
    'SVG animate, made by script',
    `const it = svg('animate'); for (const [name, value] of Object.entries({ attributeName: 'href', values: 'https://HOST/v.gif', dur: '9s' })) it.setAttribute(name, value); const image = svg('image'); image.append(it); putSvg(image)`,
  ),
  byScript(
    'attribution-image',
    'attributionSrc of an image',
    `make('img').attributionSrc = 'https://HOST/v.json'`,
  ),
  byScript(
    'attribution-script',
    'attributionsrc of a script',
    `const it = make('script', { src: '/own.js' }); it.setAttribute('attributionsrc', 'https://HOST/v.json'); put(it)`,
  ),
  byScript(
    'rules-prefetch',
    'speculation rules, prefetch',
    `put(make('script', { type: 'speculationrules', text: '{"prefetch":[{"urls":["https://HOST/v.html"],"eagerness":"immediate"}]}' }))`,
    { needsWhole: true },
  ),
  byScript(
    'rules-prerender',
    'speculation rules, prerender',
    `put(make('script', { type: 'speculationrules', text: '{"prerender":[{"urls":["https://HOST/v.html"],"eagerness":"immediate"}]}' }))`,
    { needsWhole: true },
  ),
];

/** Links in the head. */
const LINKS: readonly Vector[] = [
  byScript(
    'link-stylesheet',
    'stylesheet',
    `put(make('link', { rel: 'stylesheet', href: 'https://HOST/v.css' }))`,
  ),
  byScript(
    'link-rel-later',
    'stylesheet, relList when it stands',
    `put(make('link', { href: 'https://HOST/v.css' })).relList.add('stylesheet')`,
  ),
  byScript(
    'link-rel-node',
    'stylesheet, rel by setAttributeNode when it stands',
    `const a = document.createAttribute('rel'); a.value = 'stylesheet'; put(make('link', { href: 'https://HOST/v.css' })).setAttributeNode(a)`,
  ),
  byScript(
    'link-shadow',
    'stylesheet, in a shadow root',
    `box().attachShadow({ mode: 'open' }).append(make('link', { rel: 'stylesheet', href: 'https://HOST/v.css' }))`,
  ),
  byScript(
    'link-preload',
    'preload',
    `put(make('link', { rel: 'preload', as: 'script', href: 'https://HOST/v.js' }))`,
  ),
  byScript(
    'link-preload-set',
    'preload, imageSrcset',
    `put(make('link', { rel: 'preload', as: 'image', imageSrcset: 'https://HOST/v.gif 1x' }))`,
  ),
  byScript(
    'link-preload-set-attribute',
    'preload, imagesrcset by setAttribute',
    `const it = make('link', { rel: 'preload', as: 'image' }); it.setAttribute('imagesrcset', 'https://HOST/v.gif 1x'); put(it)`,
  ),
  byScript(
    'link-modulepreload',
    'modulepreload',
    `put(make('link', { rel: 'modulepreload', href: 'https://HOST/v.js' }))`,
  ),
  byScript('link-prefetch', 'prefetch', `put(make('link', { rel: 'prefetch', href: 'https://HOST/v.js' }))`),
  byScript(
    'link-prerender',
    'prerender',
    `put(make('link', { rel: 'prerender', href: 'https://HOST/v.html' }))`,
    { needsWhole: true },
  ),
  byScript(
    'link-preconnect',
    'preconnect',
    `put(make('link', { rel: 'preconnect', href: 'https://HOST' }))`,
    { sees: 'connection', needsWhole: true },
  ),
  byScript('link-dns', 'dns-prefetch', `put(make('link', { rel: 'dns-prefetch', href: 'https://HOST' }))`, {
    sees: 'connection',
    needsWhole: true,
  }),
  byScript(
    'link-icon',
    'icon',
    `document.head.append(make('link', { rel: 'icon', href: 'https://HOST/v.gif' }))`,
    { isAlone: true, needsWhole: true },
  ),
  byScript(
    'link-manifest',
    'manifest',
    `document.head.append(make('link', { rel: 'manifest', href: 'https://HOST/v.json' }))`,
    { isAlone: true, needsWhole: true },
  ),
  byScript(
    'link-dictionary',
    'compression dictionary',
    `put(make('link', { rel: 'compression-dictionary', href: 'https://HOST/v.txt' }))`,
  ),
];

/** Markup that a script has parsed. */
const PARSED: readonly Vector[] = [
  byScript('inner-img', 'image, innerHTML', `inner(${image})`),
  byScript('inner-detached', 'image, innerHTML outside the page', `make('div').innerHTML = ${image}`),
  byScript('inner-iframe', 'frame, innerHTML', `inner('<iframe src="https://HOST/v.html"></iframe>')`),
  byScript(
    'inner-svg',
    'SVG image, innerHTML',
    `inner('<svg><image width="9" height="9" href="https://HOST/v.gif"/></svg>')`,
  ),
  byScript(
    'inner-style',
    'style element, innerHTML',
    `inner('<style>#inner-style{background:url(https://HOST/v.gif)}</style><p id="inner-style">x</p>')`,
  ),
  byScript(
    'inner-style-attribute',
    'style attribute, innerHTML',
    `inner('<p style="background:url(https://HOST/v.gif)">x</p>')`,
  ),
  byScript(
    'inner-link',
    'stylesheet, innerHTML',
    `inner('<link rel="stylesheet" href="https://HOST/v.css">')`,
  ),
  byScript(
    'inner-handler',
    'event handler attribute, innerHTML',
    `inner('<img alt="" src="data:," onerror="new Image().src = \\'https://HOST/v.gif\\'">')`,
  ),
  byScript(
    'inner-background',
    'table cell background, innerHTML',
    `inner('<table><tr><td background="https://HOST/v.gif">x</table>')`,
  ),
  byScript(
    'inner-input',
    'input type=image, innerHTML',
    `inner('<input type="image" alt="" src="https://HOST/v.gif">')`,
  ),
  byScript('outer-html', 'image, outerHTML', `box().outerHTML = ${image}`),
  byScript('adjacent-html', 'image, insertAdjacentHTML', `box().insertAdjacentHTML('afterend', ${image})`),
  byScript('set-html', 'image, setHTML', `box().setHTML(${image}, { sanitizer: {} })`),
  byScript('set-html-unsafe', 'image, setHTMLUnsafe', `box().setHTMLUnsafe(${image})`),
  byScript(
    'set-html-unsafe-iframe',
    'frame, setHTMLUnsafe',
    `box().setHTMLUnsafe('<iframe src="https://HOST/v.html"></iframe>')`,
  ),
  byScript(
    'set-html-shadow',
    'image in a declarative shadow root, setHTMLUnsafe',
    `box().setHTMLUnsafe('<div><template shadowrootmode="open">' + ${image} + '</template></div>')`,
  ),
  byScript(
    'set-html-closed',
    'frame in a closed declarative shadow root, setHTMLUnsafe',
    `box().setHTMLUnsafe('<div><template shadowrootmode="closed"><iframe src="https://HOST/v.html"></iframe></template></div>')`,
  ),
  byScript(
    'shadow-inner',
    'image, innerHTML of a shadow root',
    `box().attachShadow({ mode: 'open' }).innerHTML = ${image}`,
  ),
  byScript(
    'shadow-set-html',
    'image, setHTMLUnsafe of a shadow root',
    `box().attachShadow({ mode: 'open' }).setHTMLUnsafe(${image})`,
  ),
  byScript(
    'shadow-adopt',
    'image appended to a shadow root from a template',
    `box().attachShadow({ mode: 'open' }).append(make('template', { innerHTML: ${image} }).content)`,
  ),
  byScript(
    'template',
    'image in the content of a template',
    `put(make('template', { innerHTML: ${image} }).content)`,
  ),
  byScript(
    'dom-parser',
    'image, DOMParser',
    `put(new DOMParser().parseFromString(${image}, 'text/html').body.firstChild)`,
  ),
  byScript(
    'dom-parser-iframe',
    'frame, DOMParser',
    `put(new DOMParser().parseFromString('<iframe src="https://HOST/v.html"></iframe>', 'text/html').body.firstChild)`,
  ),
  byScript(
    'parse-html-unsafe',
    'image, Document.parseHTMLUnsafe',
    `put(Document.parseHTMLUnsafe(${image}).body.firstChild)`,
  ),
  byScript(
    'parse-html',
    'image, Document.parseHTML',
    `put(Document.parseHTML(${image}, { sanitizer: {} }).body.firstChild)`,
  ),
  byScript(
    'response-document',
    'image, document of an XMLHttpRequest',
    `const it = new XMLHttpRequest(); it.responseType = 'document'; it.open('GET', '/response-document.html'); it.onload = () => put(it.response.images[0]); it.send()`,
    {
      files: (host) => ({
        '/response-document.html': `<!doctype html><img alt="" src="https://${host}/v.gif">`,
      }),
    },
  ),
  byScript(
    'inert-document',
    'image, document that createHTMLDocument makes',
    `const it = document.implementation.createHTMLDocument(); it.body.innerHTML = ${image}; put(it.body.firstChild)`,
  ),
  byScript(
    'exec-command',
    'image, execCommand',
    `const it = box(); it.contentEditable = 'true'; it.focus(); document.execCommand('insertHTML', false, ${image})`,
  ),
  byScript('write-img', 'image, document.write', `document.write(${image})`),
  byScript(
    'write-iframe',
    'frame, document.write',
    `document.write('<iframe src="https://HOST/v.html"></iframe>')`,
  ),
  byScript(
    'write-style',
    'style element, document.write',
    `document.write('<style>#write-style{background:url(https://HOST/v.gif)}</style><p id="write-style">x</p>')`,
  ),
  byScript(
    'write-shadow',
    'image in a declarative shadow root, document.write',
    `document.write('<div><template shadowrootmode="open">' + ${image} + '</template></div>')`,
  ),
];

/** Elements that a script makes, sets and inserts. */
export const MADE: readonly Vector[] = [...SCRIPTS, ...ELEMENTS, ...LINKS, ...PARSED];
