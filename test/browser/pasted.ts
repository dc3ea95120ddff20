/** What the services give out to be pasted today (their *share* or *embed* dialogs), what is said of it, and its ratio. */
export const PASTED: readonly (readonly [
  name: string,
  company: string,
  ratio: number | undefined,
  markup: string,
])[] = [
  [
    'Video from YouTube YouTube video player',
    'Google LLC',
    16 / 9,
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/Ab1?si=x_Y" title="YouTube video player" frameborder="0" allow="accelerometer; autoplay; clipboard-write; encrypted-media; gyroscope; picture-in-picture; web-share" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>',
  ],
  [
    'Video from YouTube Private',
    'Google LLC',
    16 / 9,
    '<iframe width="560" height="315" src="https://www.youtube-nocookie.com/embed/Ab2?si=x_Y&amp;start=9" title="Private" frameborder="0" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>',
  ],
  [
    'Video from Vimeo Film',
    'Vimeo',
    16 / 9,
    '<div style="padding:56.25% 0 0 0;position:relative;"><iframe src="https://player.vimeo.com/video/7?badge=0&amp;autopause=0&amp;player_id=0&amp;app_id=58479" frameborder="0" allow="autoplay; fullscreen; picture-in-picture; clipboard-write; encrypted-media" style="position:absolute;top:0;left:0;width:100%;height:100%;" title="Film"></iframe></div><script src="https://player.vimeo.com/api/player.js"></script>',
  ],
  [
    'Map from Google Maps',
    'Google LLC',
    4 / 3,
    '<iframe src="https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3966.5!2d106.8!3d-6.2!2m3" width="600" height="450" style="border:0;" allowfullscreen="" loading="lazy" referrerpolicy="no-referrer-when-downgrade"></iframe>',
  ],
  [
    'Audio from Spotify',
    'Spotify',
    undefined,
    '<iframe data-testid="embed-iframe" style="border-radius:12px" src="https://open.spotify.com/embed/track/3n?utm_source=generator" width="100%" height="352" frameBorder="0" allowfullscreen="" allow="autoplay; clipboard-write; encrypted-media; fullscreen; picture-in-picture" loading="lazy"></iframe>',
  ],
  [
    'Post from X',
    'X ',
    undefined,
    '<blockquote class="twitter-tweet" data-media-max-width="560"><p lang="in" dir="ltr">Batik dari Laweyan.</p>&mdash; Toko (@toko) <a href="https://twitter.com/toko/status/20?ref_src=twsrc%5Etfw">March 21, 2026</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>',
  ],
  [
    'Post from Instagram',
    'Meta',
    undefined,
    '<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="https://www.instagram.com/p/Abc/?utm_source=ig_embed&amp;utm_campaign=loading" data-instgrm-version="14" style="background:#FFF; border:0; margin:1px; max-width:540px; min-width:326px; padding:0; width:99.375%;"><div style="padding:16px;"><a href="https://www.instagram.com/p/Abc/?utm_source=ig_embed&amp;utm_campaign=loading" target="_blank"><div style="padding:19% 0;"></div>View this post on Instagram</a></div></blockquote><script async src="//www.instagram.com/embed.js"></script>',
  ],
  [
    'Video from TikTok',
    'TikTok',
    undefined,
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@toko/video/7" data-video-id="7" style="max-width: 605px;min-width: 325px;" > <section> <a target="_blank" title="@toko" href="https://www.tiktok.com/@toko?refer=embed">@toko</a> Kain <a target="_blank" title="suara" href="https://www.tiktok.com/music/x-7?refer=embed">suara asli</a> </section> </blockquote> <script async src="https://www.tiktok.com/embed.js"></script>',
  ],
  [
    'Post from Facebook',
    'Meta',
    undefined,
    '<div id="fb-root"></div><script async defer crossorigin="anonymous" src="https://connect.facebook.net/id_ID/sdk.js#xfbml=1&version=v22.0"></script><div class="fb-post" data-href="https://www.facebook.com/toko/posts/1" data-width="500" data-show-text="true"><blockquote cite="https://www.facebook.com/toko/posts/1" class="fb-xfbml-parse-ignore"><p>Buka hari ini</p><a href="https://www.facebook.com/toko/posts/1">Toko</a></blockquote></div>',
  ],
  [
    'Post from Facebook',
    'Meta',
    2,
    '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Ftoko%2Fposts%2F1&show_text=true&width=500" width="500" height="250" style="border:none;overflow:hidden" scrolling="no" frameborder="0" allowfullscreen="true" allow="autoplay; clipboard-write; encrypted-media; picture-in-picture; web-share"></iframe>',
  ],
];
