declare module '@11ty/eleventy' {
  export class Eleventy {
    constructor(input: string, output: string, options: object);
    toJSON(): Promise<readonly { readonly content: string }[]>;
  }
}
declare module 'react' {
  export function createElement(
    type: unknown,
    props?: object | null,
    ...children: readonly unknown[]
  ): unknown;
}
declare module 'react-dom/server' {
  export function renderToString(element: unknown): string;
  export function renderToStaticMarkup(element: unknown): string;
}
