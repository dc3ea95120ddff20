import { describe, expect, it } from 'vitest';
import { EMBEDS, KINDS, kindOf } from '../../../src/banner/embeds.ts';
import { pageOf } from '../../../src/banner/opening.ts';
import { readCatalogue } from '../../../src/build/catalogue.ts';
import { fileURLToPath } from 'node:url';

describe('pageOf', () => {
  it.each([
    ['https://www.youtube.com/embed/abc-123?rel=0', 'https://www.youtube.com/watch?v=abc-123'],
    ['//www.youtube-nocookie.com/embed/abc', 'https://www.youtube.com/watch?v=abc'],
    ['https://www.youtube.com/embed/videoseries?list=PL1', 'https://www.youtube.com/playlist?list=PL1'],
    ['https://player.vimeo.com/video/76979871', 'https://vimeo.com/76979871'],
    ['https://player.vimeo.com/video/7697?h=8272103f6e', 'https://vimeo.com/7697/8272103f6e'],
    ['https://www.dailymotion.com/embed/video/x8', 'https://www.dailymotion.com/video/x8'],
    [
      'https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3966!2d106.8249!3d-6.1753!2m3!1f0',
      'https://www.google.com/maps/search/?api=1&query=-6.1753%2C106.8249',
    ],
    [
      'https://maps.google.com/maps?q=Monas%20Jakarta&output=embed',
      'https://www.google.com/maps/search/?api=1&query=Monas%20Jakarta',
    ],
    [
      'https://www.google.com/maps/embed/v1/place?key=K&q=Monas',
      'https://www.google.com/maps/search/?api=1&query=Monas',
    ],
    ['https://open.spotify.com/embed/track/1?theme=0', 'https://open.spotify.com/track/1'],
    ['https://www.instagram.com/p/Abc/embed/', 'https://www.instagram.com/p/Abc/'],
    ['https://platform.twitter.com/embed/Tweet.html?id=20', 'https://x.com/i/status/20'],
    [
      'https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1',
      'https://www.facebook.com/a/posts/1',
    ],
    // Nothing known of these: as they are.
    ['https://maps.test/frame.html?a=1', 'https://maps.test/frame.html?a=1'],
    ['https://www.youtube.com/live_chat?v=1', 'https://www.youtube.com/live_chat?v=1'],
    ['https://www.google.com/maps/embed?pb=nothing', 'https://www.google.com/maps/embed?pb=nothing'],
    ['https://www.google.com/recaptcha/api2', 'https://www.google.com/recaptcha/api2'],
    [
      'https://www.facebook.com/plugins/post.php?href=javascript:alert(1)',
      'https://www.facebook.com/plugins/post.php?href=javascript:alert(1)',
    ],
  ])('turns %s into %s', (address, page) => {
    expect(pageOf(address, 'https://toko.test/')?.href).toBe(page);
  });

  it.each(['', 'about:blank', 'javascript:alert(1)', 'data:text/html,x', 'https://'])(
    'finds nothing to open in %j',
    (address) => expect(pageOf(address, 'https://toko.test/')).toBeUndefined(),
  );
});

describe('kindOf', () => {
  it('knows what a service shows, and calls the rest content', () => {
    const ids = ['youtube', 'google-maps', 'spotify-embed', 'x-embed', 'typeform', 'hotjar', undefined];
    expect(ids.map(kindOf)).toEqual(['video', 'map', 'music', 'post', 'content', 'content', 'content']);
  });

  it('speaks of services that the catalogue has', () => {
    const folder = fileURLToPath(new URL('../../../src/core/catalogue/services', import.meta.url));
    const ids = readCatalogue(folder).map(({ id }) => id);
    for (const id of [...Object.values(KINDS).join(' ').split(' '), ...EMBEDS.map((it) => it.service)])
      expect(ids).toContain(id);
  });
});
