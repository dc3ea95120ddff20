/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { CATEGORIES } from '../core/consent/types.ts';

/**
 * The first layer: who asks, what for, and the choice.
 *
 * The build renders it into a tree, and the gate makes elements from that (core/tree.ts says how `@`
 * and `data-if` are read). A region, not a dialog: the page stays usable while nothing is granted; in the
 * layout `dialog` the gate makes its root a `<dialog>`, which can be closed. A
 * `fieldset` without a `form`, so that Enter accepts nothing and `document.forms` keeps its order.
 */
export const Notice = (): VNode => (
  <section class="izin-notice" aria-labelledby="izin-title">
    <div class="izin-text">
      <img data-if="logo" alt="" />
      <div class="izin-top">
        <h2 id="izin-title">@notice.title</h2>
        <button type="button" data-if="languages" data-izin-action="language">
          @language
        </button>
        <button
          type="button"
          data-if="dialog"
          class="izin-close"
          data-izin-action="close"
          aria-label="@notice.close"
        >
          ×
        </button>
      </div>
      <p>@notice.text</p>
      <p data-if="gpc">
        <strong>@notice.gpc</strong>
      </p>
    </div>
    <fieldset>
      <legend>@notice.categories</legend>
      {CATEGORIES.map((category) => {
        const necessary = category === 'necessary';
        return (
          <label data-if={necessary ? undefined : category}>
            <input
              type="checkbox"
              role="switch"
              data-category={category}
              checked={necessary}
              disabled={necessary}
            />
            <span>
              <b>{`@category.${category}.name`}</b> <span>{`@category.${category}.short`}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
    <div class="izin-actions">
      <Choice action="reject-all" text="@action.rejectAll" />
      <Choice action="accept-all" text="@action.acceptAll" />
      <Choice action="save" text="@action.save" />
    </div>
    <div class="izin-links">
      <a data-if="policy" data-href="policy">
        @notice.policy
      </a>
      <button
        type="button"
        data-izin-action="preferences"
        data-loading="@notice.loading"
        data-failed="@notice.failed"
        aria-haspopup="dialog"
      >
        @notice.preferences
      </button>
    </div>
  </section>
);

/** One of the three ways to decide. They differ in nothing but their text (EDPB cookie banner taskforce, types D and E). */
const Choice = ({ action, text }: { action: string; text: string }): VNode => (
  <button type="button" class="izin-button" data-izin-action={action}>
    {text}
  </button>
);
