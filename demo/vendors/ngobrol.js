// "Ngobrol", an invented chat widget: a button at the corner and a small window. It asks its own host
// who is on duty, and keeps a session in a cookie and in localStorage, as chat widgets do.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const isEnglish = document.documentElement.lang.startsWith('en');
  const words = isEnglish
    ? {
        open: 'Chat with us',
        close: 'Close chat',
        hello: 'Hi, I am Ayu. Ask me about cloth sizes, roast dates or shipping.',
        label: 'Your message',
        send: 'Send',
        reply: 'Thank you! We answer on working days, 09.00 to 17.00 Jakarta time.',
      }
    : {
        open: 'Tanya kami',
        close: 'Tutup obrolan',
        hello: 'Halo, saya Ayu. Silakan tanya ukuran kain, tanggal sangrai, atau ongkos kirim.',
        label: 'Pesan Anda',
        send: 'Kirim',
        reply: 'Terima kasih! Kami menjawab pada hari kerja, pukul 09.00 sampai 17.00 WIB.',
      };
  const DAYS_30 = 2_592_000; // s
  const session = localStorage.getItem('ngobrol_sesi') ?? Math.random().toString(36).slice(2);
  localStorage.setItem('ngobrol_sesi', session);
  document.cookie = `_ngobrol_id=${session}; Path=/; Max-Age=${DAYS_30}; SameSite=Lax`;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const root = make('div', { id: 'ngobrol' });
  const shadow = root.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 900; font: 400 .95rem/1.45 system-ui, sans-serif; }
    button { font: inherit; font-weight: 600; border: 0; border-radius: 999px; padding: .7rem 1.1rem; cursor: pointer; background: #0f5c4d; color: #fff; }
    button:focus-visible, input:focus-visible { outline: 3px solid #8fd8c6; outline-offset: 2px; }
    .open { box-shadow: 0 4px 18px #0004; }
    section { width: min(20rem, calc(100vw - 2rem)); background: #fff; color: #1c2a27; border-radius: 1rem; box-shadow: 0 8px 30px #0005; overflow: hidden; }
    [hidden] { display: none; }
    header { display: flex; justify-content: space-between; align-items: center; padding: .6rem 1rem; background: #0f5c4d; color: #fff; font-weight: 600; }
    header button { padding: .1rem .5rem; font-size: 1.3rem; line-height: 1; }
    .log { display: grid; gap: .5rem; padding: 1rem; max-height: 14rem; overflow: auto; }
    .log p { margin: 0; padding: .5rem .8rem; border-radius: .8rem; background: #e6f2ef; justify-self: start; }
    .log .mine { background: #0f5c4d; color: #fff; justify-self: end; }
    form { display: flex; gap: .5rem; padding: 0 1rem 1rem; }
    input { flex: 1; min-width: 0; font: inherit; padding: .5rem .7rem; border: 1px solid #5c6f6a; border-radius: .6rem; background: #fff; color: inherit; }
  `);
  shadow.adoptedStyleSheets = [sheet];

  const opener = make('button', { type: 'button', className: 'open', textContent: words.open });
  const closer = make('button', { type: 'button', ariaLabel: words.close, textContent: '×' });
  const log = make('div', { className: 'log', role: 'log' }, make('p', { textContent: words.hello }));
  const input = make('input', { name: 'pesan', required: true, autocomplete: 'off', ariaLabel: words.label });
  const form = make('form', {}, input, make('button', { textContent: words.send }));
  const panel = make(
    'section',
    { hidden: true, ariaLabel: words.open },
    make('header', {}, make('span', { textContent: 'Ngobrol' }), closer),
    log,
    form,
  );
  shadow.append(opener, panel);

  const toggle = (isOpen) => {
    panel.hidden = !isOpen;
    opener.hidden = isOpen;
    (isOpen ? input : opener).focus();
  };
  opener.addEventListener('click', () => toggle(true));
  closer.addEventListener('click', () => toggle(false));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    log.append(make('p', { className: 'mine', textContent: input.value }));
    input.value = '';
    fetch(`${origin}/api/pesan`, { method: 'POST', body: session, credentials: 'include' }).then(
      () => log.append(make('p', { textContent: words.reply })),
      () => undefined,
    );
  });
  fetch(`${origin}/api/petugas`, { credentials: 'include' }).then(
    () => document.body.append(root),
    () => undefined,
  );
})();
