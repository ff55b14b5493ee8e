import { computed, onMounted, ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { checkMapping, readMapping, saveMapping } from '@/api/erp';
import { asProblem } from '@/api/problem';
import type { CheckReport } from '@/api/types';
import { confirmed, useAction } from '@/composables/useAction';

/** Where in the text JSON.parse stumbled, as line and column. */
export function placeOf(text: string, message: string): { line: number; column: number } | null {
	const at = /position (\d+)/.exec(message);
	if (!at) return null;
	const before = text.slice(0, Number(at[1]));
	return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

export function useMapping() {
	const { t } = useI18n();
	const stored = ref('');
	const draft = ref('');
	const etag = ref<string | null>(null);
	const none = ref(false);
	const report = ref<CheckReport | null>(null);
	/** The text that the report is about. */
	const checked = ref('');
	const comparing = ref(false);
	const { running, problem, run } = useAction();

	const changed = computed(() => draft.value !== stored.value);
	const mistake = computed(() => {
		try {
			JSON.parse(draft.value || '{}');
			return '';
		} catch (error) {
			const text = (error as Error).message;
			const place = placeOf(draft.value, text);
			return place ? t('erp.notJsonAt', { line: place.line, column: place.column }) : t('erp.notJson', { text });
		}
	});
	const checkedNow = computed(() => report.value !== null && checked.value === draft.value);

	async function load(): Promise<void> {
		await run('load', async () => {
			try {
				const reply = await readMapping();
				stored.value = JSON.stringify(reply.data, null, 2);
				etag.value = reply.etag;
				none.value = false;
			} catch (error) {
				if (asProblem(error).code !== 'erp.not_set_up') throw error;
				none.value = true;
				stored.value = '';
				etag.value = null;
			}
			draft.value = stored.value;
		});
	}
	async function check(): Promise<void> {
		const text = draft.value;
		await run('check', async () => {
			report.value = await checkMapping(JSON.parse(text));
			checked.value = text;
		});
	}
	async function save(): Promise<void> {
		const worked = await run('save', () => saveMapping(JSON.parse(draft.value), etag.value), t('erp.mappingSaved'));
		if (worked) {
			comparing.value = false;
			await load();
		}
	}
	function readFile(event: Event): void {
		const file = (event.target as HTMLInputElement).files?.[0];
		if (file) void file.text().then((text) => (draft.value = text.replace(/^\uFEFF/, '')));
		(event.target as HTMLInputElement).value = '';
	}

	onMounted(load);
	onBeforeRouteLeave(async () => !changed.value || (await confirmed(t('common.leaveDraft'), t('common.unsaved'))));
	return { stored, draft, none, report, checkedNow, comparing, running, problem, changed, mistake, load, check, save, readFile };
}
