import type { VNode } from 'preact';
import type { Category } from '../core/consent/types.ts';
import { categoryPosition, withCategory } from './draft.ts';
import type { View } from './view.ts';

interface Props {
  view: View;
  category: Category;
  /** The id that its label points at. */
  id: string;
}

/**
 * One category as a switch. The necessary one is on, and disabled.
 *
 * It is a plain checkbox where services of their own may differ from it: a checkbox can be mixed, the
 * role `switch` cannot (WAI-ARIA 1.2), and neither takes `aria-checked` beside the native state.
 */
export function CategorySwitch({ view: { draft, subject }, category, id }: Props): VNode {
  if (category === 'necessary')
    return (
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked
        disabled
        data-category={category}
        aria-describedby={`${id}-about`}
      />
    );
  const canDiffer = subject.services.some((service) => service.category === category);
  const isMixed = categoryPosition(draft.value, category, subject) === 'mixed';
  return (
    <input
      id={id}
      type="checkbox"
      role={canDiffer ? undefined : 'switch'}
      checked={draft.value[category] === 'granted'}
      indeterminate={isMixed}
      data-category={category}
      aria-describedby={`${isMixed ? `${id}-mixed ` : ''}${id}-about`}
      onChange={({ currentTarget }) => {
        draft.value = withCategory(
          draft.value,
          category,
          currentTarget.checked ? 'granted' : 'denied',
          subject,
        );
      }}
    />
  );
}
