/** @jsxImportSource preact */
import type { VNode } from 'preact';

/** The control that stays: withdrawing has to be as easy as consenting (GDPR, article 7(3)). */
export const Reopen = (): VNode => (
  <section class="izin-reopen" aria-label="@notice.title">
    <button
      type="button"
      data-izin-action="preferences"
      data-loading="@notice.loading"
      data-failed="@notice.failed"
      aria-haspopup="dialog"
    >
      @reopen.text
    </button>
  </section>
);
