import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listEntities, listRecordTypes, searchRows } from '@/api/erp';
import { listPlugins, listSettings, listUsers, saveSetting } from '@/api/host';
import { today } from '@/composables/format';
import { useAction } from '@/composables/useAction';
import { goLiveFrom, nextOf, stepsOf, type Facts } from './steps';

/** A step whose facts cannot be read counts as still to do; the others are shown all the same. */
const orNull = async <T>(reading: Promise<{ items: T[] }>): Promise<T[] | null> => reading.then((page) => page.items, () => null);

/** How far this host is set up, and what comes next. */
export function useSetup() {
	const { t } = useI18n();
	const loaded = ref(false);
	const facts = reactive<Facts>({
		secure: window.location.protocol === 'https:', local: ['localhost', '127.0.0.1', '[::1]'].includes(window.location.hostname),
		entities: null, branches: null, users: null, plugins: null, settings: null, records: null, today: today(),
	});
	const { running, problem, run } = useAction();
	const date = ref(today());

	async function load(): Promise<void> {
		const [entities, branches, users, plugins, settings, records] = await Promise.all([
			orNull(listEntities()), orNull(searchRows('branch', '', 200)), orNull(listUsers({ limit: 200 })), orNull(listPlugins()),
			orNull(listSettings('host')), orNull(listRecordTypes()),
		]);
		Object.assign(facts, { entities, branches: branches?.length ?? null, users, plugins, settings, records });
		loaded.value = true;
	}
	void load();

	const steps = computed(() => stepsOf(facts));
	const next = computed(() => nextOf(steps.value));
	const done = computed(() => steps.value.filter((step) => step.state === 'done').length);
	async function saveDate(): Promise<void> {
		if (await run('date', () => saveSetting('host', 'go_live_date', goLiveFrom(facts.settings, today()), date.value), t('setup.dateSaved', { date: date.value }))) await load();
	}
	return { loaded, steps, next, done, date, running, problem, load, saveDate };
}
