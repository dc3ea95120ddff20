/**
 * Writes what an owner puts first in `<head>`: the one place that knows which form of it the demo uses.
 *
 * @param config - The configuration, as its file holds it.
 */
export function gateTags(config: unknown): string {
  // A "<" could end the script from within.
  const json = JSON.stringify(config).replaceAll('<', String.raw`\u003c`);
  return `<script type="application/json" id="izin-config">${json}</script>
    <script src="/izin/izin.js"></script>`;
}
