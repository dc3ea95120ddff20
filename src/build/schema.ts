import { CONFIG } from '../core/config/config.ts';
import { defaultOf, FORMS, isList, type Field, type Fields, type Shape } from '../core/config/field.ts';

/**
 * Writes the JSON Schema of the configuration, for editors to complete and check by.
 *
 * @see JSON Schema, draft 2020-12
 */
export const configSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Izin configuration',
  ...section(CONFIG),
  properties: { $schema: { type: 'string' }, ...properties(CONFIG) },
});

const section = (fields: Fields): object => ({
  type: 'object',
  additionalProperties: false,
  properties: properties(fields),
  required: Object.keys(fields).filter((key) => fields[key]?.required && !isList(fields[key].is)),
});

const properties = (fields: Fields): Record<string, object> =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, property(field)]));

function property(field: Field): object {
  const { doc = '', source, unit } = field;
  const description = [doc, unit && `In ${unit}.`, source && `Source: ${source}.`].filter(Boolean).join(' ');
  const value = defaultOf(field);
  // Empty stands for "not set": no editor should write it. The fields of a section have their own.
  const isTold =
    value !== '' && value !== undefined && !(typeof field.is === 'object' && 'fields' in field.is);
  const least = isList(field.is) && field.required ? { minItems: 1 } : {};
  return { ...schemaOf(field.is), ...least, description, ...(isTold && { default: value }) };
}

function schemaOf(shape: Shape): object {
  if (typeof shape !== 'string') {
    if (isList(shape)) return { type: 'array', items: schemaOf(shape[0]) };
    if ('fields' in shape) return section(shape.fields);
    if ('short' in shape) return { anyOf: [schemaOf(shape.short), schemaOf(shape.long)] };
    const { source } = FORMS[shape.keys][1];
    return {
      type: 'object',
      propertyNames: { pattern: source },
      additionalProperties: schemaOf(shape.values),
    };
  }
  const [minimum, maximum] = shape.split('-').map(Number);
  if (maximum) return { type: 'integer', minimum, maximum };
  if (shape === 'bool') return { type: 'boolean' };
  if (!(shape in FORMS)) return { enum: shape.split('|') };
  const [description, { source }] = FORMS[shape as keyof typeof FORMS];
  return { type: 'string', pattern: source, description };
}
