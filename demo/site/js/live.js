// The live page: draws what the shop's own event stream says. Data only ever goes into textContent.
(() => {
  const isEnglish = document.documentElement.lang === 'en';
  const words = isEnglish
    ? {
        connected: 'connected',
        lost: 'connection lost, trying again',
        nothing: 'Nothing has got out.',
        noReceipts: 'No receipts yet.',
        kinds: { script: 'script', pixel: 'pixel', beacon: 'beacon', frame: 'frame', xhr: 'fetch', other: 'other' },
        categories: {
          necessary: 'necessary',
          functional: 'functional',
          performance: 'performance',
          marketing: 'marketing',
          any: 'any',
          unclassified: 'unclassified',
        },
        events: {
          given: 'accepted',
          partial: 'accepted in part',
          refused: 'refused',
          withdrawn: 'withdrawn',
          changed: 'changed',
          renewed: 'renewed',
          'loaded-once': 'loaded once',
        },
        surfaces: {
          notice: 'notice',
          preferences: 'preferences',
          placeholder: 'placeholder',
          page: 'the page',
          api: 'script',
        },
        actions: {
          'accept-all': 'accept all',
          'reject-all': 'reject all',
          save: 'save choice',
          withdraw: 'withdraw',
          'load-once': 'load once',
        },
        untrusted: 'not by hand',
        onlyNecessary: 'necessary only',
      }
    : {
        connected: 'terhubung',
        lost: 'sambungan terputus, mencoba lagi',
        nothing: 'Belum ada yang keluar.',
        noReceipts: 'Belum ada bukti.',
        kinds: {
          script: 'skrip',
          pixel: 'piksel',
          beacon: 'suar',
          frame: 'bingkai',
          xhr: 'fetch',
          other: 'lain',
        },
        categories: {
          necessary: 'sangat diperlukan',
          functional: 'fungsional',
          performance: 'kinerja',
          marketing: 'pemasaran',
          any: 'apa saja',
          unclassified: 'belum diklasifikasikan',
        },
        events: {
          given: 'disetujui',
          partial: 'disetujui sebagian',
          refused: 'ditolak',
          withdrawn: 'ditarik kembali',
          changed: 'diubah',
          renewed: 'diperbarui',
          'loaded-once': 'dimuat sekali',
        },
        surfaces: {
          notice: 'pemberitahuan',
          preferences: 'pengaturan',
          placeholder: 'pengganti bingkai',
          page: 'halaman',
          api: 'skrip',
        },
        actions: {
          'accept-all': 'terima semua',
          'reject-all': 'tolak semua',
          save: 'simpan pilihan',
          withdraw: 'tarik kembali',
          'load-once': 'muat sekali ini',
        },
        untrusted: 'bukan dengan tangan',
        onlyNecessary: 'hanya yang diperlukan',
      };
  const ORDER = ['functional', 'performance', 'marketing'];
  const SHOWN = 100; // requests
  const HASH = 10; // characters
  const $ = (id) => document.getElementById(id);

  const time = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : 'id', { timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : 'id', { dateStyle: 'medium' });
  const number = new Intl.NumberFormat(isEnglish ? 'en' : 'id');

  /** Makes an element with text or other elements in it. */
  function make(tag, content = '', className = '') {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const part of [content].flat()) element.append(part);
    return element;
  }

  function row(className, ...cells) {
    return make('tr', cells, className);
  }

  function rowHeader(...content) {
    const header = make('th', content);
    header.scope = 'row';
    return header;
  }

  function draw(body, rows, none) {
    if (rows.length > 0) return body.replaceChildren(...rows);
    const cell = make('td', none, 'none');
    cell.colSpan = body.closest('table').tHead.rows[0].cells.length;
    return body.replaceChildren(make('tr', cell));
  }

  function drawServices({ services, hits }) {
    const strangers = new Set(hits.filter((hit) => !hit.service).map((hit) => hit.host));
    const rows = [...services, ...[...strangers].map((host) => ({ name: host, category: 'unclassified', host }))]
      .map((service) => ({ ...service, hits: hits.filter((hit) => hit.host === service.host) }))
      .toSorted(
        (a, b) =>
          (b.hits[0]?.time ?? 0) - (a.hits[0]?.time ?? 0) ||
          ORDER.indexOf(a.category) - ORDER.indexOf(b.category) ||
          a.name.localeCompare(b.name),
      )
      .map(({ name, category, host, hits: own }) => {
        const kinds = new Map();
        for (const { kind } of own) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const cookies = [...new Set(own.flatMap((hit) => hit.cookies))];
        return row(
          own.length > 0 ? 'reached' : 'none',
          rowHeader(name),
          make('td', make('span', words.categories[category] ?? category, 'tag')),
          make('td', make('code', host)),
          make('td', [...kinds].map(([kind, n]) => `${words.kinds[kind] ?? kind} ${n}`).join(', ')),
          make('td', make('code', cookies.join(' '))),
          make('td', own[0] ? time.format(own[0].time) : ''),
          make('td', number.format(own.length), 'number'),
        );
      });
    draw($('services'), rows, words.nothing);
    $('total').textContent = number.format(hits.length);
  }

  function drawHits({ hits }) {
    const rows = hits
      .slice(0, SHOWN)
      .map((hit) =>
        row(
          '',
          make('td', time.format(hit.time)),
          make('td', [words.kinds[hit.kind] ?? hit.kind, make('small', hit.method)]),
          make('td', make('code', hit.host + hit.path)),
          make('td', number.format(hit.size), 'number'),
        ),
      );
    draw($('hits'), rows, words.nothing);
  }

  function drawReceipts({ receipts, stored }) {
    const rows = receipts.map(({ receipt, receivedAt }) => {
      const { choices, event, language, loaded, notice, recordId, ui } = receipt;
      const received = new Date(receivedAt);
      const granted = ORDER.filter((category) => choices[category]).map((category) => words.categories[category]);
      const way = `${words.surfaces[ui.surface] ?? ui.surface}: ${words.actions[ui.action] ?? ui.action}`;
      return row(
        '',
        make('td', [time.format(received), make('small', date.format(received))]),
        rowHeader(words.events[event] ?? event, make('small', loaded ?? recordId.slice(0, 8))),
        make('td', granted.join(', ') || words.onlyNecessary),
        make('td', [way, make('small', ui.trusted ? language : `${language}, ${words.untrusted}`)]),
        make('td', make('code', notice.hash ? `${notice.hash.replace('sha256-', '').slice(0, HASH)}…` : '')),
      );
    });
    draw($('receipts'), rows, words.noReceipts);
    $('stored').textContent = number.format(stored);
  }

  function say(text, isOn) {
    const state = $('state');
    if (state.textContent !== text) state.textContent = text; // Else each message would be read out again.
    state.classList.toggle('on', isOn);
  }

  const stream = new EventSource('/langsung/arus');
  stream.addEventListener('message', ({ data }) => {
    const state = JSON.parse(data);
    say(words.connected, true);
    drawServices(state);
    drawHits(state);
    drawReceipts(state);
  });
  stream.addEventListener('error', () => say(words.lost, false));
  $('clear').addEventListener('click', () => fetch('/langsung/catatan', { method: 'DELETE' }));
})();
