import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listPlugins, listSettings, saveSetting } from '@/api/host';
import type { Plugin, Setting } from '@/api/types';
import { useAction } from '@/composables/useAction';
import { today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { session } from '@/session';
import { declared, editorOf, valueText } from './types';
import { wordsFor } from './words';

/** Beside the scopes: what the settings name, and nobody may read. No plugin can be called so. */
const kSecrets = '~secrets';

export function useSettings() {
	const { t, te } = useI18n();
	const scope = ref('host');
	const maySeeSecrets = computed(() => session.holds(['it']));
	const plugins = ref<Plugin[]>([]);
	void listPlugins().then((page) => (plugins.value = page.items), () => {});

	const list = useList<Setting>({
		fetch: async (query) => localPage((await listSettings(scope.value)).items, query),
		filters: { search: '' },
	});
	const key = (setting: Setting) => (scope.value === 'host' ? `settings.host.${setting.name}` : `${scope.value}.settings.${setting.name}`);
	const titleOf = (setting: Setting) => setting.title ?? (te(`${key(setting)}.title`) ? t(`${key(setting)}.title`) : setting.name);
	const helpOf = (setting: Setting) => setting.description ?? (te(`${key(setting)}.help`) ? t(`${key(setting)}.help`) : '');
	const scopeName = (name: string) => (name === 'host' ? t('settings.hostScope') : te(`${name}.name`) ? t(`${name}.name`) : name);

	const textOf = (setting: Setting, value: unknown) => valueText(value, setting, wordsFor(scope.value, setting.name));

	const columns = computed<Column<Setting>[]>(() => [
		{ key: 'name', label: t('settings.setting'), value: titleOf, minWidth: 260, sort: 'name' },
		{ key: 'value', label: t('settings.inForce'), value: (setting) => textOf(setting, setting.value ?? setting.default), minWidth: 180 },
		{ key: 'effectiveFrom', label: t('settings.since'), value: (setting) => setting.effectiveFrom ?? t('settings.default'), width: 120, sort: 'effectiveFrom' },
		{ key: 'planned', label: t('settings.planned'), value: (setting) => plannedText(setting), minWidth: 180 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 100, screenOnly: true, fixed: 'right' },
	]);
	const plannedText = (setting: Setting) => (setting.versions ?? [])
		.filter((version) => version.effectiveFrom > today())
		.map((version) => `${version.effectiveFrom} → ${textOf(setting, version.value)}`)
		.join(t('common.comma'));

	function choose(next: string): void {
		scope.value = next;
		if (next === kSecrets) return;
		list.items = [];
		list.loaded = false;
		void list.restart();
	}

	// ---- editing: draft → difference → applied ----
	const editing = ref<Setting | null>(null);
	const draft = reactive({ value: undefined as unknown, json: '', asJson: false, effectiveFrom: '' });
	const { running, problem, run } = useAction();
	const kind = computed(() => (editing.value ? editorOf(editing.value) : 'text'));
	const present = computed(() => editing.value?.value ?? editing.value?.default ?? null);

	function edit(setting: Setting): void {
		editing.value = setting;
		problem.value = null;
		draft.asJson = false;
		use(setting.value ?? setting.default ?? null);
		draft.effectiveFrom = today();
	}
	/** An earlier value, or the present one, to go on from. */
	function use(value: unknown): void {
		draft.value = JSON.parse(JSON.stringify(value ?? null));
		draft.json = JSON.stringify(draft.value, null, 2);
	}
	/** The table and the text are two views of one draft. */
	function showAsJson(wanted: boolean): void {
		if (!wanted && mistake.value !== '') return;
		if (wanted) draft.json = JSON.stringify(draft.value, null, 2);
		else draft.value = JSON.parse(draft.json);
		draft.asJson = wanted;
	}
	const typed = computed(() => kind.value === 'structure' && draft.asJson);
	const mistake = computed(() => {
		if (!typed.value) return '';
		try {
			JSON.parse(draft.json);
			return '';
		} catch (error) {
			return t('settings.notJson', { text: (error as Error).message });
		}
	});
	const next = computed(() => {
		if (!typed.value) return draft.value;
		return mistake.value ? undefined : JSON.parse(draft.json);
	});
	const changed = computed(() => mistake.value === '' && JSON.stringify(next.value) !== JSON.stringify(present.value));

	async function save(): Promise<void> {
		const setting = editing.value;
		if (!setting) return;
		if (await run('save', () => saveSetting(scope.value, setting.name, draft.effectiveFrom, next.value), t('settings.saved', { date: draft.effectiveFrom }))) {
			editing.value = null;
			await list.load(true);
		}
	}
	return {
		scope, kSecrets, maySeeSecrets, plugins, scopeName, list, columns, titleOf, helpOf, textOf, plannedText, choose,
		editing, draft, kind, present, next, mistake, changed, running, problem, edit, use, showAsJson, save, declared,
	};
}
