/** The banner's backgrounds where nobody changed them (`--_surface` in notice.css), as `#rrggbb`. */
export const SURFACES = { light: '#fffdf9', dark: '#1f1d19' } as const;

/**
 * How bright a colour is, from 0 to 1.
 *
 * @param hex - As `#rrggbb`.
 * @see WCAG 2.2, relative luminance
 */
function luminance(hex: string): number {
  const part = (at: number): number => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/**
 * How far two colours stand apart, from 1 to 21.
 *
 * @see WCAG 2.2, contrast ratio
 */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on a colour: at least 4.5:1 on any. */
export const textOn = (hex: string): string => (luminance(hex) > 0.179 ? '#000' : '#fff');
