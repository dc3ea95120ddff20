// The shop's marketing code. AS PASTED: nobody has marked these calls, they go out of a script of the
// shop's own. Iklan Lestari gets a beacon for each page and each purchase intent; the vendors' own
// functions are called if their tags are there.
(() => {
  const report = (event, detail = {}) =>
    navigator.sendBeacon(
      'http://iklan.localhost:4300/v1/kejadian',
      JSON.stringify({ event, page: location.pathname, ...detail }),
    );

  report('lihat');
  document.addEventListener('toko:add', ({ detail }) => {
    const { id, value } = detail;
    report('keranjang', detail);
    window.gtag?.('event', 'add_to_cart', { currency: 'IDR', value, items: id });
    window.fbq?.('track', 'AddToCart', { content_ids: id, currency: 'IDR', value });
    window.ttq?.track('AddToCart', { content_id: id, currency: 'IDR', value });
    window.posthog?.capture?.('added to cart', detail);
    window.mixpanel?.track?.('added to cart', detail);
  });
})();
