import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listAudit, listUsers } from '@/api/host';
import type { AuditRow } from '@/api/types';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';

export const detailText = (row: AuditRow, indent = 0): string => {
	if (row.detail === null || row.detail === undefined || row.detail === '') return '';
	if (typeof row.detail === 'object' && Object.keys(row.detail).length === 0) return '';
	return typeof row.detail === 'string' ? row.detail : JSON.stringify(row.detail, null, indent || undefined);
};

export function useAudit() {
	const { t, te } = useI18n();
	const list = useList<AuditRow>({ fetch: listAudit, filters: { actor: '', action: '', subject: '' }, inAddress: true });
	const shown = ref<AuditRow | null>(null);
	// The log keeps ids; people read names. Who may not see the users sees the ids.
	const people = ref(new Map<string, string>());
	void listUsers({ limit: 200 }).then((page) => (people.value = new Map(page.items.map((user) => [user.id, user.displayName || user.username]))), () => {});
	const nameOf = (id: string) => people.value.get(id) ?? id;
	const actionName = (action: string) => (te(`audit.actions.${action.replace(/\./g, '_')}`) ? t(`audit.actions.${action.replace(/\./g, '_')}`) : action);

	const columns = computed<Column<AuditRow>[]>(() => [
		{ key: 'position', label: t('audit.number'), value: (row) => row.position, width: 90, align: 'right', sort: 'position' },
		{ key: 'occurredAt', label: t('audit.when'), value: (row) => new Date(row.occurredAt), width: 156 },
		{ key: 'actor', label: t('audit.who'), value: (row) => nameOf(row.actor), width: 110 },
		{ key: 'branch', label: t('common.branch'), value: (row) => (row.branch === '*' ? t('users.allBranches') : row.branch), width: 100 },
		{ key: 'action', label: t('audit.action'), value: (row) => actionName(row.action), minWidth: 140 },
		{ key: 'subject', label: t('audit.subject'), value: (row) => nameOf(row.subject), minWidth: 180 },
		{ key: 'detail', label: t('audit.detail'), value: (row) => detailText(row), minWidth: 200 },
		{ key: 'correlation', label: t('common.correlation'), value: (row) => row.correlation, exportOnly: true, width: 260 },
	]);
	return { list, columns, shown, people, nameOf, actionName };
}
