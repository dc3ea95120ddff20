// The locale files stand outside of this room, so that the compiler is told of them here.
declare module '*.json' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
