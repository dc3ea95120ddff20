/** What stands in a frame, as far as a visitor cares. */
export type Kind = 'video' | 'map' | 'music' | 'post' | 'content';

/** Services of the catalogue whose frames and embeds people look at, by kind. */
export const KINDS: Readonly<Record<Kind, string>> = {
  video: 'youtube vimeo dailymotion wistia jwplayer tiktok-embed',
  map: 'google-maps mapbox openstreetmap',
  music: 'spotify-embed soundcloud',
  post: 'x-embed instagram-embed meta-social-plugins pinterest-widgets',
  content: 'google-docs typeform calendly',
};

/** The kind of a service's frames, by its id. */
export const kindOf = (service: string | undefined): Kind =>
  (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].split(' ').includes(service ?? '')) ?? 'content';

/** Something that a service's script turns elements of the page into. */
export interface Embed {
  /** The service, by its id in the catalogue. */
  readonly service: string;
  /** Finds the elements that its script fills or replaces. */
  readonly containers: string;
  /** Fits the address of its script. */
  readonly script: RegExp;
}

/** @see the markup that each service gives out to be pasted */
export const EMBEDS: readonly Embed[] = [
  {
    service: 'x-embed',
    containers: '.twitter-tweet,.twitter-video,.twitter-timeline',
    script: /^https?:\/\/platform\.(twitter|x)\.com\/widgets/,
  },
  {
    service: 'instagram-embed',
    containers: '.instagram-media',
    script: /^https?:\/\/(www\.)?instagram\.com\//,
  },
  { service: 'tiktok-embed', containers: '.tiktok-embed', script: /^https?:\/\/(www\.)?tiktok\.com\// },
  {
    service: 'meta-social-plugins',
    containers: '.fb-post,.fb-video,.fb-page,.fb-comments,.fb-comment-embed,.fb-group',
    script: /^https?:\/\/connect\.facebook\.net\/.*\/(sdk|all)\b/,
  },
];
