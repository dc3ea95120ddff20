/** By the host of a frame, without `www.`: the page that shows the same to a person. */
const PAGES: Readonly<
  Record<string, (url: URL, parts: readonly string[]) => string | undefined | null | false>
> = {
  'youtube.com': ({ searchParams }, [first, id]) =>
    first === 'embed' &&
    (id === 'videoseries'
      ? `https://www.youtube.com/playlist?list=${searchParams.get('list')}`
      : id && `https://www.youtube.com/watch?v=${id}`),
  'player.vimeo.com': ({ searchParams }, [first, id]) => {
    const hash = searchParams.get('h');
    return first === 'video' && id && `https://vimeo.com/${id}${hash ? `/${encodeURIComponent(hash)}` : ''}`;
  },
  'dailymotion.com': (_, [first, kind, id]) =>
    first === 'embed' && kind === 'video' && id && `https://www.dailymotion.com/video/${id}`,
  'google.com': ({ searchParams }, parts) => {
    if (parts[0] !== 'maps') return undefined;
    // Longitude and latitude stand in the text that Google's own *share* button gives out.
    const [, east, north] = /!2d(-?[\d.]+)!3d(-?[\d.]+)/.exec(searchParams.get('pb') ?? '') ?? [];
    const sought = searchParams.get('q') ?? (east && `${north},${east}`);
    return sought && `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(sought)}`;
  },
  'open.spotify.com': (_, [first, kind, id]) =>
    first === 'embed' && kind && id && `https://open.spotify.com/${kind}/${id}`,
  'instagram.com': (_, [kind, id]) => kind && id && `https://www.instagram.com/${kind}/${id}/`,
  'platform.twitter.com': ({ searchParams }) => {
    const id = searchParams.get('id');
    return id && `https://x.com/i/status/${encodeURIComponent(id)}`;
  },
  'facebook.com': ({ searchParams }, [first]) => first === 'plugins' && searchParams.get('href'),
};
const SAME: Readonly<Record<string, string>> = {
  'youtube-nocookie.com': 'youtube.com',
  'maps.google.com': 'google.com',
  'google.co.id': 'google.com',
};

/** Parts of a path that stand in another address as they are. */
const isPlain = (part: string): boolean => /^[\w.~%-]+$/.test(part);

/**
 * Turns the address of a frame into that of a page which a person can look at: the video's own, the place
 * on the map. Where none is known, it is the frame's own address.
 *
 * @param base - What a relative address stands against.
 * @returns `undefined` for what nobody could open.
 */
export function pageOf(address: string, base: string): URL | undefined {
  const read = (text: string): URL | undefined => {
    try {
      const url = new URL(text, base);
      return /^https?:$/.test(url.protocol) ? url : undefined;
    } catch {
      return undefined;
    }
  };
  const url = address ? read(address) : undefined;
  if (!url) return undefined;
  const host = url.hostname.replace(/^www\./, '');
  const parts = url.pathname.split('/').filter(isPlain);
  const known = SAME[host] ?? host;
  const page = Object.hasOwn(PAGES, known) && PAGES[known]?.(url, parts);
  return (page && read(page)) || url;
}
