// The loader of Ngobrol, the chat widget. AS PASTED: it inserts its script once the page has loaded,
// the way such loaders do.
addEventListener('load', () => {
  const script = document.createElement('script');
  script.async = true;
  script.src = 'http://ngobrol.localhost:4300/widget.js';
  document.head.append(script);
});
