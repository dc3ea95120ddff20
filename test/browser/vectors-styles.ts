import { BEYOND, byScript, type Vector } from './vectors-form.ts';

const url = 'url(https://HOST/v.gif)';
const sheet = (id: string): string =>
  `box().id = '${id}'; const it = document.head.appendChild(make('style'));`;

/** Addresses in style sheets and declarations. */
export const STYLES: readonly Vector[] = [
  byScript('style-property', 'style, property', `box().style.backgroundImage = '${url}'`),
  byScript('style-shorthand', 'style, shorthand property', `box().style.background = '${url}'`),
  byScript('style-dashed', 'style, dashed property', `box().style['background-image'] = '${url}'`),
  byScript(
    'style-other',
    'style, list-style and border-image',
    `Object.assign(put(make('li')).style, { listStyleImage: '${url}' })`,
  ),
  byScript('style-mask', 'style, mask', `box().style.maskImage = '${url}'`),
  byScript('style-content', 'style, content', `box().style.content = '${url}'`),
  byScript(
    'style-image-set',
    'style, image-set',
    `box().style.backgroundImage = 'image-set("https://HOST/v.gif" 1x)'`,
  ),
  byScript('style-assign', 'style, assigned as a whole', `box().style = 'background:${url}'`),
  byScript('style-css-text', 'style, cssText', `box().style.cssText = 'background:${url}'`),
  byScript(
    'style-set-property',
    'style, setProperty',
    `box().style.setProperty('background-image', '${url}')`,
  ),
  byScript(
    'style-variable',
    'style, custom property',
    `const it = box(); it.style.setProperty('--it', '${url}'); it.style.backgroundImage = 'var(--it)'`,
  ),
  byScript(
    'style-escaped',
    'style, escaped address',
    `box().setAttribute('style', 'background:u\\\\72l("https:\\\\2f/HOST/v.gif")')`,
  ),
  byScript('style-attribute', 'style, setAttribute', `box().setAttribute('style', 'background:${url}')`),
  byScript(
    'style-attribute-node',
    'style, setAttributeNode',
    `const a = document.createAttribute('style'); a.value = 'background:${url}'; box().setAttributeNode(a)`,
  ),
  byScript(
    'style-clone',
    'style, clone of an inert element',
    `const it = document.implementation.createHTMLDocument().createElement('p'); it.setAttribute('style', 'background:${url}'); put(document.importNode(it)).append('x')`,
  ),
  byScript(
    'style-svg',
    'style of an SVG element',
    `const it = svg('svg'); it.style.backgroundImage = '${url}'; put(it)`,
  ),
  byScript('typed-set', 'typed style, set', `box().attributeStyleMap.set('background-image', '${url}')`),
  byScript(
    'typed-append',
    'typed style, append',
    `box().attributeStyleMap.append('background-image', '${url}')`,
  ),
  byScript(
    'typed-parse',
    'typed style, parsed value',
    `box().attributeStyleMap.set('background-image', CSSStyleValue.parse('background-image', '${url}'))`,
  ),
  byScript(
    'animate',
    'animate',
    `box().animate([{ backgroundImage: '${url}' }, { backgroundImage: '${url}' }], { duration: 9e4 })`,
  ),
  byScript(
    'animate-lists',
    'animate, lists of values',
    `box().animate({ backgroundImage: ['${url}', '${url}'] }, 9e4)`,
  ),
  byScript(
    'keyframe-effect',
    'KeyframeEffect',
    `new Animation(new KeyframeEffect(box(), { backgroundImage: ['${url}', '${url}'] }, 9e4)).play()`,
  ),
  byScript(
    'keyframe-set',
    'KeyframeEffect, setKeyframes',
    `const it = box().animate([], 9e4); it.effect.setKeyframes({ backgroundImage: ['${url}', '${url}'] })`,
  ),
  byScript(
    'sheet-text',
    'style element, textContent',
    `${sheet('sheet-text')} it.textContent = '#sheet-text{background:${url}}'`,
  ),
  byScript(
    'sheet-inner',
    'style element, innerHTML',
    `${sheet('sheet-inner')} it.innerHTML = '#sheet-inner{background:${url}}'`,
  ),
  byScript(
    'sheet-inner-text',
    'style element, innerText',
    `${sheet('sheet-inner-text')} it.innerText = '#sheet-inner-text{background:${url}}'`,
  ),
  byScript(
    'sheet-detached',
    'style element, text before it stands',
    `box().id = 'sheet-detached'; put(make('style', { textContent: '#sheet-detached{background:${url}}' }))`,
  ),
  byScript(
    'sheet-node',
    'style element, text node',
    `${sheet('sheet-node')} it.appendChild(document.createTextNode('#sheet-node{background:${url}}'))`,
  ),
  byScript(
    'sheet-append',
    'style element, append of a text',
    `${sheet('sheet-append')} it.append('#sheet-append{background:${url}}')`,
  ),
  byScript(
    'sheet-data',
    'style element, data of its text node',
    `${sheet('sheet-data')} it.append('p{outline:0}'); it.firstChild.data = '#sheet-data{background:${url}}'`,
  ),
  byScript(
    'sheet-append-data',
    'style element, appendData',
    `${sheet('sheet-append-data')} it.append(' '); it.firstChild.appendData('#sheet-append-data{background:${url}}')`,
  ),
  byScript(
    'sheet-node-value',
    'style element, nodeValue of its text node',
    `${sheet('sheet-node-value')} it.append(' '); it.firstChild.nodeValue = '#sheet-node-value{background:${url}}'`,
  ),
  byScript(
    'sheet-import',
    'style element, @import',
    `document.head.append(make('style', { textContent: '@import "https://HOST/v.css";' }))`,
  ),
  byScript(
    'sheet-import-url',
    'style element, @import url()',
    `document.head.append(make('style', { textContent: '@import url(https://HOST/v.css);' }))`,
  ),
  byScript(
    'sheet-font',
    'style element, @font-face',
    `document.head.append(make('style', { textContent: '@font-face{font-family:sheet-font;src:url(https://HOST/v.woff2)}' })); put(make('p', { textContent: 'x' })).style.fontFamily = 'sheet-font'`,
  ),
  byScript(
    'sheet-shadow',
    'style element in a shadow root',
    `box().attachShadow({ mode: 'open' }).append(make('style', { textContent: 'p{background:${url}}' }), make('p', { textContent: 'x' }))`,
  ),
  byScript(
    'sheet-svg',
    'SVG style element',
    `box().id = 'sheet-svg'; const it = svg('style'); it.textContent = '#sheet-svg{background:${url}}'; putSvg(it)`,
  ),
  byScript(
    'insert-rule',
    'insertRule',
    `${sheet('insert-rule')} it.sheet.insertRule('#insert-rule{background:${url}}')`,
  ),
  byScript(
    'insert-rule-import',
    'insertRule, @import',
    `${sheet('insert-rule-import')} it.sheet.insertRule('@import "https://HOST/v.css"')`,
  ),
  byScript(
    'insert-rule-group',
    'insertRule of a group',
    `${sheet('insert-rule-group')} it.sheet.insertRule('@media all{}'); it.sheet.cssRules[0].insertRule('#insert-rule-group{background:${url}}')`,
  ),
  byScript(
    'insert-rule-nested',
    'insertRule of a style rule',
    `${sheet('insert-rule-nested')} it.sheet.insertRule('#insert-rule-nested{}'); it.sheet.cssRules[0].insertRule('&{background:${url}}')`,
  ),
  byScript('add-rule', 'addRule', `${sheet('add-rule')} it.sheet.addRule('#add-rule', 'background:${url}')`),
  byScript(
    'rule-style',
    'style of a rule, property',
    `${sheet('rule-style')} it.sheet.insertRule('#rule-style{}'); it.sheet.cssRules[0].style.backgroundImage = '${url}'`,
    { beyond: BEYOND.rule },
  ),
  byScript(
    'rule-set-property',
    'style of a rule, setProperty',
    `${sheet('rule-set-property')} it.sheet.insertRule('#rule-set-property{}'); it.sheet.cssRules[0].style.setProperty('background-image', '${url}')`,
  ),
  byScript(
    'rule-typed',
    'typed style of a rule',
    `${sheet('rule-typed')} it.sheet.insertRule('#rule-typed{}'); it.sheet.cssRules[0].styleMap.set('background-image', '${url}')`,
  ),
  byScript(
    'keyframes-append',
    'appendRule of @keyframes',
    `${sheet('keyframes-append')} it.sheet.insertRule('#keyframes-append{animation:append 9e4s}'); it.sheet.insertRule('@keyframes append{}'); it.sheet.cssRules[0].appendRule('from{background:${url}}')`,
  ),
  byScript(
    'adopted',
    'adopted sheet, replaceSync',
    `box().id = 'adopted'; const it = new CSSStyleSheet(); it.replaceSync('#adopted{background:${url}}'); document.adoptedStyleSheets.push(it)`,
  ),
  byScript(
    'adopted-replace',
    'adopted sheet, replace',
    `box().id = 'adopted-replace'; const it = new CSSStyleSheet(); document.adoptedStyleSheets.push(it); await it.replace('#adopted-replace{background:${url}}')`,
  ),
  byScript(
    'adopted-rule',
    'adopted sheet, insertRule',
    `box().id = 'adopted-rule'; const it = new CSSStyleSheet(); it.insertRule('#adopted-rule{background:${url}}'); document.adoptedStyleSheets = [...document.adoptedStyleSheets, it]`,
  ),
  byScript(
    'adopted-shadow',
    'adopted sheet of a shadow root',
    `const it = new CSSStyleSheet(); it.replaceSync('p{background:${url}}'); const root = box().attachShadow({ mode: 'open' }); root.append(make('p', { textContent: 'x' })); root.adoptedStyleSheets = [it]`,
  ),
  byScript(
    'data-sheet',
    'stylesheet at a data: address',
    `box().id = 'data-sheet'; put(make('link', { rel: 'stylesheet', href: 'data:text/css,%23data-sheet{background:${url}}' }))`,
  ),
  byScript(
    'blob-sheet',
    'stylesheet at a blob: address',
    `box().id = 'blob-sheet'; put(make('link', { rel: 'stylesheet', href: blob('#blob-sheet{background:${url}}', 'text/css') }))`,
  ),
  byScript('font-face', 'FontFace', `new FontFace('it', 'url(https://HOST/v.woff2)').load().catch(() => 0)`),
  byScript(
    'font-face-added',
    'FontFace, added and used',
    `document.fonts.add(new FontFace('added', 'url(https://HOST/v.woff2)')); put(make('p', { textContent: 'x' })).style.fontFamily = 'added'`,
  ),
];
