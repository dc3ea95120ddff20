/**
 * Calls back whenever another tab, or this page while it was frozen, may have changed the record.
 *
 * The channel only makes it faster. It is closed while the page is hidden away, or the page could not
 * enter the back/forward cache; no `unload` handler, for the same reason.
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
  addEventListener('pageshow', (event) => {
    open();
    if (event.persisted) onMaybeChanged();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onMaybeChanged();
  });
  open();
  return () => channel?.postMessage(0);
}
