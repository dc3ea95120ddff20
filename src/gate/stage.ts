import type { Config } from './api.ts';

/** The place in the page under which everything of ours stands. */
export interface Stage {
  readonly root: HTMLElement;
  /** Shows a face, or nothing; gives way to whatever else stands in the root. */
  put(face: HTMLElement | undefined): void;
  /** Puts the root into the page as soon as there is a body, and again after the body is replaced. */
  settle(): void;
  dress(appearance: Config['appearance'], language: string): void;
}

const RTL = /^(ar|he|fa|ur|ps|dv|yi|ckb)\b/;

/**
 * Makes the root.
 *
 * When `<body>` is replaced it moves along; when only the root is removed it stays away for this page,
 * and nothing is granted by that.
 *
 * @param css - The sheet of the first layer.
 */
export function createStage(css: string): Stage {
  const root = document.createElement('div');
  root.id = 'izin';
  let home: HTMLElement | undefined;
  let shown: HTMLElement | undefined;
  const sheets = [css, ''].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  const [, own] = sheets;
  let theme = '';

  // Keeps what has the focus from being covered by a bar (WCAG 2.2, 2.4.11).
  const clear = (): void => {
    const edge = root.dataset['position'] ?? 'bottom';
    const height = shown?.classList.contains('izin-notice') ? shown.offsetHeight : 0;
    own?.replaceSync(`${theme}${height ? `html{scroll-padding-${edge}:${height}px}` : ''}`);
  };
  const observer = new ResizeObserver(clear);

  function adopt(): void {
    try {
      const adopted = document.adoptedStyleSheets;
      const missing = sheets.filter((sheet) => !adopted.includes(sheet));
      if (missing.length) document.adoptedStyleSheets = [...adopted, ...missing];
    } catch {
      // Without its sheet the banner is plain, and works.
    }
  }

  function settle(): void {
    const { body } = document;
    if (!body || !root.firstChild || body === home) return;
    // Taken out by itself: somebody wants it away.
    if (home && root.parentNode !== home) return;
    home = body;
    body.prepend(root);
    adopt();
  }

  return {
    root,
    put(face) {
      if (shown) observer.unobserve(shown);
      shown?.remove();
      shown = face;
      if (face) {
        root.prepend(face);
        observer.observe(face);
      } else if (!root.firstChild && home === root.parentNode) {
        root.remove();
        home = undefined;
      }
      clear();
      settle();
    },
    settle,
    dress({ layout, position, theme: scheme, accent }, language) {
      Object.assign(root.dataset, { layout, position, theme: scheme });
      root.lang = language;
      root.dir = RTL.test(language) ? 'rtl' : 'ltr';
      theme = accent ? `#izin{--izin-accent:${accent};--izin-on-accent:${isLight(accent) ? '#000' : '#fff'}}` : '';
      clear();
    },
  };
}

/** Whether black reads better on a colour than white: by relative luminance (WCAG 2.2). */
function isLight(hex: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
