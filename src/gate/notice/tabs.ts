/**
 * Hears at once of what other tabs decide. Without it they are heard of when this page is looked at
 * again.
 *
 * The channel is closed while the page is hidden away, or the page could not enter the back/forward
 * cache; no `unload` handler, for the same reason.
 *
 * @returns Tells the other tabs.
 */
export function watchTabs(onMaybeChanged: () => void): () => void {
  let channel: BroadcastChannel | undefined;
  const open = (): void => {
    try {
      channel ??= new BroadcastChannel('izin');
      channel.onmessage = onMaybeChanged;
    } catch {
      // An opaque origin has no channel.
    }
  };
  addEventListener('pagehide', () => {
    channel?.close();
    channel = undefined;
  });
  addEventListener('pageshow', open);
  open();
  return () => channel?.postMessage(0);
}
