/** The report of the Reporting API, which browsers that have it keep from before we came. */
interface CspReport {
  readonly body: { readonly blockedURL?: string; readonly disposition?: string } | null;
}

/**
 * Listens for addresses that the browser refuses by a policy; where it has kept them, for earlier ones too.
 *
 * @returns Stops listening.
 */
export function onRefusal(listener: (url: string) => void): () => void {
  const take = (url: string | undefined, disposition: string | undefined): void => {
    if (url && /^(https?|wss?):/.test(url) && disposition !== 'report') listener(url);
  };
  const onEvent = ({ blockedURI, disposition }: SecurityPolicyViolationEvent): void =>
    take(blockedURI, disposition);
  document.addEventListener('securitypolicyviolation', onEvent);
  let observer: ReportingObserver | undefined;
  try {
    observer = new ReportingObserver(
      (reports) => {
        for (const { body } of reports as unknown as readonly CspReport[])
          take(body?.blockedURL, body?.disposition);
      },
      { types: ['csp-violation'], buffered: true },
    );
    observer.observe();
  } catch {
    // Not every browser has it.
  }
  return () => {
    document.removeEventListener('securitypolicyviolation', onEvent);
    observer?.disconnect();
  };
}
