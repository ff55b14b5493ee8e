import { hasText, translate } from '@/i18n';

const named = (key: string, fallback: string) => (hasText(key) ? translate(key) : fallback);

/** What people call an entity, a record type, a plugin; its id where the locales do not know it. */
export const entityName = (entity: string, title?: string): string => title || named(`erp.entities.${entity}`, entity);
export const recordTypeName = (type: string, title?: string): string => title || named(`erp.recordTypes.${type}`, type);
export const pluginName = (id: string, title?: string): string => title || named(`${id}.name`, id);
