import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { dropPackage, readPackage, readProgress, startPackage, type PackagePreview, type PackageProgress, type Titles } from '@/api/packages';
import { newKey } from '@/api/key';
import { asProblem } from '@/api/problem';
import { language } from '@/i18n';
import { useAction } from '@/composables/useAction';
import { usePolling } from '@/composables/usePolling';
import { uploadFile } from './upload';

const kEveryMs = 1_000;
const kSteps = ['reading', 'probing', 'migrating', 'switching'] as const;
/** In which the host still works on it. */
const kMoving = new Set(['running', 'trial']);

/** One package from the choice of its file to the end of its trial. */
export function usePackage(changed: () => void) {
	const { t, te } = useI18n();
	const { running, problem, run } = useAction();
	const file = ref<File | null>(null);
	const part = ref(0);
	const id = ref('');
	const preview = ref<PackagePreview | null>(null);
	const progress = ref<PackageProgress | null>(null);
	let abort = new AbortController();
	let key = newKey();

	const stage = computed(() => {
		if (running.value === 'upload') return 'uploading';
		if (!preview.value) return 'choose';
		return !progress.value || progress.value.state === 'ready' ? 'preview' : 'progress';
	});
	const titleOf = (titles: Titles, name: string) => titles[language()] ?? titles.en ?? name;
	const entityName = (one: { name: string; title: Titles }) => titleOf(one.title, te(`erp.entities.${one.name}`) ? t(`erp.entities.${one.name}`) : one.name);
	const recordName = (name: string) => (te(`erp.recordTypes.${name}`) ? t(`erp.recordTypes.${name}`) : name);
	const joined = (names: string[]) => (names.length > 0 ? names.join(t('common.comma')) : t('plugins.nothing'));
	/** What it is allowed to touch, in words. */
	const touches = computed(() => (preview.value === null ? [] : [
		{ name: 'reads', text: joined(preview.value.reads.map(entityName)) },
		{ name: 'writes', text: joined(preview.value.writes.map(recordName)) },
		{ name: 'views', text: joined(preview.value.views) },
		{ name: 'tables', text: joined(preview.value.tables) },
		{ name: 'platforms', text: joined(preview.value.platforms) },
	]));
	const steps = computed(() => {
		const at = progress.value?.state === 'running' ? kSteps.indexOf(progress.value.step ?? 'reading') : kSteps.length;
		return kSteps.map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
	});
	/** It can be begun again: nothing has changed. */
	const mayStart = computed(() => preview.value !== null && preview.value.obstacles.length === 0 && (stage.value === 'preview' || progress.value?.state === 'failed'));

	async function choose(chosen: File | null | undefined): Promise<void> {
		if (!chosen) return;
		file.value = chosen;
		part.value = 0;
		preview.value = null;
		progress.value = null;
		abort = new AbortController();
		const { signal } = abort;
		await run('upload', async () => {
			const upload = await uploadFile(chosen, (told) => (part.value = told), signal);
			id.value = upload.id;
			if (signal.aborted) return;
			const look = await readPackage(upload.id);
			preview.value = look.preview;
			progress.value = look.progress;
			key = newKey();
		});
		if (signal.aborted) problem.value = null;
	}
	const cancel = () => abort.abort();

	async function start(): Promise<void> {
		const { kind } = preview.value!;
		await run('start', async () => {
			progress.value = await startPackage(id.value, kind, key);
		});
		// The same key only while nothing is known of the first try.
		if (!problem.value?.lineIsDown) key = newKey();
		changed();
	}
	usePolling(async () => {
		if (!progress.value || !kMoving.has(progress.value.state)) return;
		try {
			progress.value = await readProgress(id.value);
			problem.value = null;
			if (!kMoving.has(progress.value.state)) changed();
		} catch (error) {
			problem.value = asProblem(error);
		}
	}, kEveryMs);

	/** What was only looked at is forgotten; what was begun is not, nor half an upload: the same file goes on there. */
	function leave(): void {
		cancel();
		if (stage.value === 'preview') void dropPackage(id.value).catch(() => {});
	}
	return { running, problem, file, part, preview, progress, stage, touches, steps, mayStart, titleOf, choose, cancel, start, leave };
}
