// The shop's cart. It lives in the cookie "keranjang", which is strictly necessary: nobody is asked.
(() => {
  const isEnglish = document.documentElement.lang === 'en';
  const words = isEnglish
    ? { cart: 'Cart', empty: 'Your cart is empty.', sum: 'Total', added: 'added to your cart' }
    : { cart: 'Keranjang', empty: 'Keranjang Anda masih kosong.', sum: 'Jumlah', added: 'masuk keranjang' };
  const goods = {
    batik: { name: isEnglish ? 'Kawung batik cloth' : 'Kain batik kawung', price: 385_000 },
    kopi: { name: isEnglish ? 'Gayo coffee' : 'Kopi Gayo', price: 98_000 },
    rempah: { name: isEnglish ? 'Spice box' : 'Kotak rempah', price: 145_000 },
    rotan: { name: isEnglish ? 'Rattan basket' : 'Keranjang rotan', price: 210_000 },
  };
  const DAYS_30 = 2_592_000; // s
  const rupiah = (amount) => `Rp ${amount.toLocaleString(isEnglish ? 'en' : 'id')}`;

  /** Reads `batik.2_kopi.1` into pairs of product and number. */
  function readCart() {
    const text = /(?:^|; )keranjang=([\w.]*)/.exec(document.cookie)?.[1] ?? '';
    return new Map(
      text
        .split('_')
        .map((item) => item.split('.'))
        .filter(([id, number]) => Object.hasOwn(goods, id) && Number(number) > 0)
        .map(([id, number]) => [id, Number(number)]),
    );
  }

  function writeCart(cart) {
    const text = [...cart].map((item) => item.join('.')).join('_');
    document.cookie = `keranjang=${text}; Path=/; Max-Age=${text ? DAYS_30 : 0}; SameSite=Lax`;
    show(cart);
  }

  function show(cart) {
    const number = [...cart.values()].reduce((sum, n) => sum + n, 0);
    for (const button of document.querySelectorAll('[data-cart="open"]')) {
      button.textContent = number ? `${words.cart} (${number})` : words.cart;
    }
    const list = document.querySelector('.cart ul');
    if (!list) return;
    let total = 0;
    list.replaceChildren(
      ...[...cart].map(([id, n]) => {
        total += goods[id].price * n;
        const item = document.createElement('li');
        const name = document.createElement('span');
        name.textContent = `${n} × ${goods[id].name}`;
        const price = document.createElement('span');
        price.textContent = rupiah(goods[id].price * n);
        item.append(name, price);
        return item;
      }),
    );
    document.querySelector('.cart .sum').textContent = cart.size ? `${words.sum}: ${rupiah(total)}` : words.empty;
  }

  document.addEventListener('submit', (event) => {
    const id = event.target.dataset.product;
    if (!id) return;
    event.preventDefault();
    const number = Math.min(99, Math.max(1, Math.trunc(new FormData(event.target).get('jumlah')) || 1));
    const cart = readCart();
    writeCart(cart.set(id, Math.min(99, (cart.get(id) ?? 0) + number)));
    const status = event.target.querySelector('[role="status"]');
    if (status) status.textContent = `${number} × ${goods[id].name} ${words.added}.`;
    document.dispatchEvent(new CustomEvent('toko:add', { detail: { id, number, value: goods[id].price * number } }));
  });

  document.addEventListener('click', (event) => {
    const deed = event.target.closest('[data-cart]')?.dataset.cart;
    const dialog = document.querySelector('.cart');
    if (deed === 'open') dialog.showModal();
    if (deed === 'close') dialog.close();
    if (deed === 'clear') writeCart(new Map());
  });

  show(readCart());
})();
