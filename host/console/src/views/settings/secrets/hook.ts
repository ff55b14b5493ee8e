import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listSecrets, removeSecret, saveSecret } from '@/api/host';
import type { Secret } from '@/api/types';
import { dateTime } from '@/composables/format';
import { confirmed, useAction, useRowAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';

export type SecretState = 'missing' | 'unusable' | 'plain' | 'set';

export const stateOf = (secret: Secret): SecretState => {
	if (!secret.set) return 'missing';
	if (!secret.usable) return 'unusable';
	return secret.setAt === null ? 'plain' : 'set';
};
/** As the host checks it. */
export const kNamePattern = /^[A-Za-z0-9._-]{1,100}$/;

/** Passwords, tokens and connection strings: set and removed, never shown. */
export function useSecrets() {
	const { t, te } = useI18n();
	const list = useList<Secret>({
		fetch: async (query) => localPage((await listSecrets()).items, query),
		filters: { search: '' },
	});
	const row = useRowAction();
	const { running, problem, run } = useAction();

	const userOf = ({ kind, name }: Secret['usedBy'][number]) => {
		if (kind === 'plugin') return te(`${name}.name`) ? t(`${name}.name`) : name;
		return kind === 'erp' ? t(`secrets.erp.${name}`) : t('secrets.channel', { name });
	};
	const usesOf = (secret: Secret) => secret.usedBy.map(userOf).join(t('common.comma'));
	const columns = computed<Column<Secret>[]>(() => [
		{ key: 'name', label: t('secrets.name'), value: (secret) => secret.name, minWidth: 180, sort: 'name' },
		{ key: 'usedBy', label: t('secrets.usedBy'), value: usesOf, minWidth: 240 },
		{ key: 'state', label: t('common.state'), value: (secret) => t(`secrets.states.${stateOf(secret)}`), width: 150 },
		{ key: 'setAt', label: t('secrets.setAt'), value: (secret) => (secret.setAt === null ? '' : dateTime(secret.setAt)), width: 170, sort: 'setAt' },
		{ key: 'by', label: t('secrets.by'), value: (secret) => secret.by, width: 130 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 170, screenOnly: true, fixed: 'right' },
	]);

	const open = ref(false);
	const draft = reactive({ name: '', value: '', fixed: false });
	const mistake = computed(() => (draft.name === '' || kNamePattern.test(draft.name) ? '' : t('secrets.badName')));
	function edit(secret?: Secret): void {
		Object.assign(draft, { name: secret?.name ?? '', value: '', fixed: secret !== undefined });
		problem.value = null;
		open.value = true;
	}
	async function save(): Promise<void> {
		if (!draft.name || !draft.value || mistake.value) return;
		if (await run('save', () => saveSecret(draft.name, draft.value), t('secrets.saved', { name: draft.name }))) {
			open.value = false;
			draft.value = '';
			await list.load(true);
		}
	}
	async function drop(secret: Secret): Promise<void> {
		const text = secret.usedBy.length ? t('secrets.removeUsed', { name: secret.name, uses: usesOf(secret) }) : t('secrets.removeText', { name: secret.name });
		if (!(await confirmed(text, t('secrets.remove')))) return;
		await row.run(secret.name, () => removeSecret(secret.name), t('secrets.removed', { name: secret.name }));
		await list.load(true);
	}
	return { list, columns, usesOf, open, draft, mistake, running, problem, rowRunning: row.running, edit, save, drop };
}
