import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { changeUser, createUser, listUsers, readUser, resetUser } from '@/api/host';
import { searchRows } from '@/api/erp';
import { newKey } from '@/api/key';
import type { User } from '@/api/types';
import { confirmed, useAction, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { emptyForm, type UserForm } from './types';

export function useUsers() {
	const { t } = useI18n();
	const list = useList<User>({ fetch: listUsers, filters: { search: '', disabled: '' }, inAddress: true });
	const row = useRowAction();
	const { running, problem, run } = useAction();

	const open = ref(false);
	const editing = ref<User | null>(null);
	const etag = ref<string | null>(null);
	const form = reactive<UserForm>(emptyForm());
	const link = ref('');
	const linkFor = ref('');
	let key = newKey();

	// Branches as the ERP knows them; "all" always works.
	const branches = ref<{ value: string; label: string }[]>([]);
	void searchRows('branch', '', 200).then(
		(page) => (branches.value = page.items.map((hit) => ({ value: hit.branch ?? hit.key, label: hit.title ?? hit.key }))),
		() => {},
	);

	const grantText = (user: User) => user.grants
		.map((grant) => `${t(`roles.${grant.role}`)}（${grant.branch === '*' ? t('users.allBranches') : grant.branch}）`)
		.join(t('common.comma'));
	const stateText = (user: User) => {
		if (user.disabled) return t('users.disabled');
		if (user.lockedUntil && user.lockedUntil > Date.now()) return t('users.locked');
		return user.hasPassword === false ? t('users.invited') : t('users.active');
	};

	const columns = computed<Column<User>[]>(() => [
		{ key: 'username', label: t('users.username'), value: (user) => user.username, width: 140, sort: 'username' },
		{ key: 'displayName', label: t('users.displayName'), value: (user) => user.displayName, width: 140 },
		{ key: 'grants', label: t('users.grants'), value: grantText, minWidth: 240 },
		{ key: 'state', label: t('common.state'), value: stateText, width: 130 },
		{ key: 'createdAt', label: t('users.created'), value: (user) => dateTime(user.createdAt), width: 134 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 216, screenOnly: true, fixed: 'right' },
	]);

	function create(): void {
		editing.value = null;
		etag.value = null;
		key = newKey();
		Object.assign(form, emptyForm());
		problem.value = null;
		open.value = true;
	}
	async function edit(user: User): Promise<void> {
		problem.value = null;
		await row.run(`edit-${user.id}`, async () => {
			const reply = await readUser(user.id);
			editing.value = reply.data;
			etag.value = reply.etag;
			Object.assign(form, {
				username: reply.data.username, displayName: reply.data.displayName, language: reply.data.language === 'en' ? 'en' : 'zh',
				disabled: reply.data.disabled, grants: reply.data.grants.map((grant) => ({ ...grant })),
			});
			open.value = true;
		});
	}
	async function save(): Promise<void> {
		const { username, ...rest } = form;
		const worked = await run('save', async () => {
			if (editing.value) {
				await changeUser(editing.value.id, rest, etag.value);
				return;
			}
			const { disabled: _, ...draft } = rest;
			const user = await createUser({ username: username.trim(), ...draft }, key);
			const made = user.link ?? (await resetUser(user.id)).link;
			showLink(made, user.displayName || user.username);
		}, t('common.saved'));
		if (worked) {
			open.value = false;
			await list.load(true);
		}
	}
	async function reset(user: User): Promise<void> {
		if (!(await confirmed(t('users.resetText', { name: user.displayName }), t('users.reset')))) return;
		await row.run(`reset-${user.id}`, async () => showLink((await resetUser(user.id)).link, user.displayName || user.username));
	}
	/** The server may give the bare link token or a whole address. */
	function showLink(made: string, name: string): void {
		link.value = /^https?:/.test(made) ? made : `${window.location.origin}/#/signin?link=${encodeURIComponent(made)}`;
		linkFor.value = name;
	}

	return {
		list, columns, stateText, open, editing, form, running, problem, rowRunning: row.running, branches, link, linkFor,
		create, edit, save, reset,
	};
}
