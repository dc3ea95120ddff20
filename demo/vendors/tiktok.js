// Stands in for TikTok's events.js: writes the cookie _ttp on the shop's own domain and sends each event
// by XMLHttpRequest. Nothing of it is TikTok's.
(() => {
  const source = new URL(document.currentScript.src);
  const ttq = window[source.searchParams.get('lib') ?? 'ttq'];
  const queued = ttq.splice(0);
  const MONTHS_13 = 34_128_000; // s
  let isHeld = false;

  function visitorId() {
    const known = /(?:^|; )_ttp=([^;]+)/.exec(document.cookie)?.[1];
    if (known) return known;
    const fresh = `01${Math.random().toString(36).slice(2).toUpperCase()}_.tt.1`;
    document.cookie = `_ttp=${fresh}; Path=/; Domain=${location.hostname}; Max-Age=${MONTHS_13}; SameSite=Lax`;
    return fresh;
  }

  function track(event, properties = {}) {
    if (isHeld) return;
    const request = new XMLHttpRequest();
    request.open('POST', `${source.origin}/api/v2/pixel`);
    request.withCredentials = true;
    request.setRequestHeader('content-type', 'text/plain;charset=UTF-8');
    const context = { pixel: source.searchParams.get('sdkid'), page: location.href, ttp: visitorId() };
    request.send(JSON.stringify({ event, properties, context }));
  }

  const methods = {
    page: () => track('Pageview'),
    track,
    holdConsent: () => (isHeld = true),
    revokeConsent: () => (isHeld = true),
    grantConsent: () => (isHeld = false),
    ready: (callback) => callback(),
  };
  for (const name of ttq.methods) ttq[name] = (...rest) => methods[name]?.(...rest);
  for (const [name, ...rest] of queued) ttq[name]?.(...rest);
})();
