import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { createToken, listTokens, removeToken } from '@/api/host';
import { newKey } from '@/api/key';
import type { ApiToken } from '@/api/types';
import { confirmed, useAction, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';

export function useTokens() {
	const { t } = useI18n();
	const list = useList<ApiToken>({
		fetch: async (query) => localPage((await listTokens()).items, query),
		filters: { search: '' },
		limit: 20,
	});
	const { running, problem, run } = useAction();
	const row = useRowAction();
	const open = ref(false);
	const name = ref('');
	const days = ref(90);
	/** Shown once; the server keeps only its hash. */
	const made = ref('');
	let key = newKey();

	const columns = computed<Column<ApiToken>[]>(() => [
		{ key: 'name', label: t('tokens.name'), value: (token) => token.name, minWidth: 200, sort: 'name' },
		{ key: 'createdAt', label: t('users.created'), value: (token) => dateTime(token.createdAt), width: 160, sort: 'createdAt' },
		{ key: 'expiresAt', label: t('tokens.expires'), value: (token) => dateTime(token.expiresAt), width: 160, sort: 'expiresAt' },
		{ key: 'lastUsedAt', label: t('tokens.lastUsed'), value: (token) => dateTime(token.lastUsedAt), width: 160, sort: 'lastUsedAt' },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 100, screenOnly: true },
	]);

	function start(): void {
		key = newKey();
		name.value = '';
		made.value = '';
		problem.value = null;
		open.value = true;
	}
	async function create(): Promise<void> {
		if (await run('create', async () => (made.value = (await createToken(name.value.trim(), days.value, key)).token ?? ''))) await list.load(true);
	}
	async function revoke(token: ApiToken): Promise<void> {
		if (!(await confirmed(t('tokens.revokeText', { name: token.name }), t('tokens.revoke')))) return;
		await row.run(token.id, () => removeToken(token.id), t('tokens.revoked'));
		await list.load(true);
	}
	return { list, columns, open, name, days, made, running, problem, rowRunning: row.running, start, create, revoke };
}
