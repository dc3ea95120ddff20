/** One page with a marked tag of every kind, in each optional category. */
export const everyKind = `
<script type="text/plain" data-category="performance" data-src="https://stats.test/external.js"></script>
<script type="text/plain" data-category="performance" src="https://stats.test/plain-src.js"></script>
<script type="text/plain" data-category="performance">(self.ran ??= []).push('inline'); document.cookie = '_st=1; path=/';</script>
<script type="text/plain" data-category="performance" data-type="module" data-src="https://stats.test/module.mjs"></script>
<script type="text/plain" data-category="performance" data-type="module">import 'https://stats.test/imported.mjs';</script>
<iframe data-category="functional" data-src="https://maps.test/frame.html" title="Map"></iframe>
<img data-category="marketing" data-src="https://ads.test/image.gif" alt="">
<img data-category="marketing" data-srcset="https://ads.test/one.gif 1x, https://ads.test/two.gif 2x" alt="">
<link data-category="performance" rel="stylesheet" data-href="https://stats.test/sheet.css">
<video data-category="functional" data-src="https://maps.test/film.mp4" preload="auto"></video>
<video data-category="functional" preload="auto"><source data-src="https://maps.test/source.mp4"></video>
<audio data-category="functional" data-src="https://maps.test/sound.mp3" preload="auto"></audio>
<embed data-category="functional" data-src="https://maps.test/embed.html">
<object data-category="functional" data-src="https://maps.test/object.html"></object>
<template data-category="marketing">
  <script src="https://ads.test/in-template.js"></script><img src="https://ads.test/in-template.gif" alt="">
  <iframe src="https://ads.test/in-template.html"></iframe>
</template>`;

/** What they ask of third parties, by category; modules run last, so they are not in the order of the page. */
export const REQUESTS = {
  performance: [
    'stats.test/external.js',
    'stats.test/imported.mjs',
    'stats.test/module.mjs',
    'stats.test/plain-src.js',
    'stats.test/sheet.css',
  ],
  functional: [
    'maps.test/embed.html',
    'maps.test/film.mp4',
    'maps.test/frame.html',
    'maps.test/object.html',
    'maps.test/sound.mp3',
    'maps.test/source.mp4',
  ],
  marketing: [
    'ads.test/image.gif',
    'ads.test/in-template.gif',
    'ads.test/in-template.html',
    'ads.test/in-template.js',
    'ads.test/one.gif',
  ],
} as const;
