// Stands in for Google's gtag.js: reads the data layer, obeys Consent Mode, writes the cookies _ga and
// _ga_<id> on the shop's own domain, and sends each event as a beacon. Nothing of it is Google's.
(() => {
  const source = new URL(document.currentScript.src);
  const ids = new Set([source.searchParams.get('id')]);
  const layer = (window.dataLayer ??= []);
  const consent = {};
  const YEARS_2 = 63_072_000; // s

  const random = () => Math.floor(Math.random() * 2 ** 31);
  const now = () => Math.floor(Date.now() / 1000);
  const read = (name) =>
    document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const write = (name, value) => {
    document.cookie = `${name}=${value}; Path=/; Domain=${location.hostname}; Max-Age=${YEARS_2}; SameSite=Lax`;
  };

  function clientId() {
    if (consent.analytics_storage === 'denied') return `${random()}.${now()}`;
    if (!read('_ga')) write('_ga', `GA1.1.${random()}.${now()}`);
    return read('_ga')?.split('.').slice(2).join('.') ?? `${random()}.${now()}`;
  }

  function send(event, parameters = {}) {
    const isDenied = consent.analytics_storage === 'denied';
    for (const id of ids) {
      const cookie = `_ga_${id.replace('G-', '')}`;
      const cid = clientId();
      if (!isDenied && !read(cookie)) write(cookie, `GS2.1.s${now()}$o1$g0$t${now()}`);
      const query = new URLSearchParams({
        v: '2',
        tid: id,
        cid,
        en: event,
        dl: location.href,
        ul: navigator.language,
        gcs: `G1${consent.ad_storage === 'granted' ? 1 : 0}${isDenied ? 0 : 1}`,
      });
      for (const [key, value] of Object.entries(parameters)) query.set(`ep.${key}`, String(value));
      navigator.sendBeacon(`${source.origin}/g/collect?${query}`);
    }
  }

  function handle(command, target, parameters) {
    if (command === 'consent') Object.assign(consent, parameters);
    if (command === 'event') send(target, parameters);
    if (command === 'config') {
      ids.add(target);
      if (parameters?.send_page_view !== false) send('page_view');
    }
  }

  // Only what gtag() pushes, its `arguments`, is a command; plain objects are for tag managers.
  const isCommand = (entry) => Object.prototype.toString.call(entry) === '[object Arguments]';
  const push = layer.push.bind(layer);
  layer.push = (...entries) => {
    const length = push(...entries);
    for (const entry of entries) if (isCommand(entry)) handle(...entry);
    return length;
  };
  for (const entry of layer) if (isCommand(entry)) handle(...entry);
})();
