// Stands in for Meta's fbevents.js: writes the cookie _fbp on the shop's own domain and sends each event
// as an image. Nothing of it is Meta's.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const fbq = window.fbq;
  const pixels = new Set();
  const DAYS_90 = 7_776_000; // s
  let isRevoked = false;

  function browserId() {
    const known = /(?:^|; )_fbp=([^;]+)/.exec(document.cookie)?.[1];
    if (known) return known;
    const fresh = `fb.1.${Date.now()}.${Math.floor(Math.random() * 1e18)}`;
    document.cookie = `_fbp=${fresh}; Path=/; Domain=${location.hostname}; Max-Age=${DAYS_90}; SameSite=Lax`;
    return fresh;
  }

  function track(event, data = {}) {
    if (isRevoked) return;
    for (const id of pixels) {
      const query = new URLSearchParams({ id, ev: event, dl: location.href, fbp: browserId(), ts: String(Date.now()) });
      for (const [key, value] of Object.entries(data)) query.set(`cd[${key}]`, String(value));
      new Image(1, 1).src = `${origin}/tr/?${query}`;
    }
  }

  fbq.callMethod = (method, ...rest) => {
    if (method === 'init') pixels.add(String(rest[0]));
    if (method === 'consent') isRevoked = rest[0] === 'revoke';
    if (method === 'track' || method === 'trackCustom') track(...rest);
  };
  for (const call of fbq.queue.splice(0)) fbq.callMethod(...call);
})();
