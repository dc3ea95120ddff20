/** @jsxImportSource preact */
import type { VNode } from 'preact';

/**
 * What follows a withdrawal: what already ran cannot be unloaded, so a reload is offered, and what
 * script could not delete is named (GDPR, article 7(3); UU 27/2022, article 43(1)(b)).
 */
export const Withdrawn = (): VNode => (
  <div class="izin-notice" role="status">
    <div class="izin-text">
      <h2>@withdrawn.title</h2>
      <p>@withdrawn.text</p>
      <p data-if="leftovers">
        <span>@withdrawn.leftovers</span> <span data-slot="leftovers" />
      </p>
    </div>
    <div class="izin-actions">
      <button type="button" class="izin-button" data-izin-action="reload">
        @withdrawn.reload
      </button>
      <button type="button" class="izin-button" data-izin-action="close">
        @withdrawn.close
      </button>
    </div>
  </div>
);
