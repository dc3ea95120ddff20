import type { VNode } from 'preact';
import {
  OPTIONAL,
  type Category,
  type OptionalCategory,
  type ServiceCategory,
} from '../core/consent/types.ts';
import { CategorySwitch } from './CategorySwitch.tsx';
import { mixture } from './draft.ts';
import { ServiceItem } from './ServiceItem.tsx';
import type { View } from './view.ts';

interface Props {
  view: View;
  category: ServiceCategory;
}

/**
 * One category: its switch, what it is for, what each answer means, and its services.
 *
 * Containers and unclassified services have a section of the same kind, without a switch.
 */
export function CategorySection({ view, category }: Props): VNode | null {
  const t = view.texts.value;
  const id = `izin-${category}`;
  const name = t(`category.${category}.name`);
  const services = view.services.value.filter((service) => service.category === category);
  const isOptional = (OPTIONAL as readonly string[]).includes(category);
  const hasSwitch = isOptional || category === 'necessary';
  if (!hasSwitch && !services.length) return null;
  const mixed = isOptional && mixture(view.draft.value, category as OptionalCategory, view.subject);
  return (
    <section class="izin-category">
      <div class="izin-row">
        <h3>{hasSwitch ? <label for={id}>{name}</label> : name}</h3>
        {category === 'necessary' && <small>{t('category.necessary.short')}</small>}
        {mixed && <small id={`${id}-mixed`}>{t('category.mixed', mixed)}</small>}
        {hasSwitch && <CategorySwitch view={view} category={category as Category} id={id} />}
      </div>
      <p id={`${id}-about`}>{t(`category.${category}.about`)}</p>
      {isOptional && (
        <dl>
          <dt>{t('preferences.accepting')}</dt>
          <dd>{t(`category.${category}.accept`)}</dd>
          <dt>{t('preferences.refusing')}</dt>
          <dd>{t(`category.${category}.refuse`)}</dd>
        </dl>
      )}
      {services.length > 0 && (
        <details>
          <summary>{t('preferences.services', { count: services.length })}</summary>
          <ul>
            {services.map((service) => (
              <ServiceItem key={service.id} view={view} service={service} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
