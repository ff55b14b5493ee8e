import { computed, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { ask } from '../call';
import { fill, texts } from '../language';
import { base64Of, kMostPhotos, scaled, type Photo } from '../photos';
import { emptyAnswer, type AnswerDraft, type Phase, type PublicSheet } from './types';

const kRetryMs = 4_000;
const kDraftName = (token: string) => `erphost.sheet.${token}`;

/** One sheet behind a link (CP-14, X-08): read, answered once, and said clearly when it cannot be. */
export function useSheet(token: string) {
	const path = `/complaints/public/sheets/${encodeURIComponent(token)}`;
	const sheet = ref<PublicSheet | null>(null);
	const phase = ref<Phase>('loading');
	const problem = ref<ApiProblem | null>(null);
	const draft = reactive<AnswerDraft>(emptyAnswer());
	const photos = ref<Photo[]>([]);
	const photoNote = ref('');
	const scaling = ref(false);
	const sending = ref(false);
	/** The answer is on its way and the line is down: it goes out again by itself. */
	const unsent = ref(false);
	/** Kept while the same answer is sent again, so that a lost reply does not make a second answer. */
	let key = newKey();

	const most = computed(() => sheet.value?.maximumPhotos ?? kMostPhotos);
	const complete = computed(() => [draft.result, draft.measure, draft.byName].every((text) => text.trim() !== ''));

	async function load(): Promise<void> {
		phase.value = sheet.value ? phase.value : 'loading';
		problem.value = null;
		try {
			sheet.value = await ask<PublicSheet>('GET', path);
			phase.value = sheet.value.state;
		} catch (error) {
			problem.value = asProblem(error);
			phase.value = problem.value.status === 404 ? 'unknown' : 'failed';
		}
	}

	async function addPhotos(files: FileList | null): Promise<void> {
		photoNote.value = '';
		scaling.value = true;
		for (const file of Array.from(files ?? []).slice(0, Math.max(0, most.value - photos.value.length))) {
			try {
				photos.value = [...photos.value, await scaled(file)];
			} catch {
				photoNote.value = fill(texts.value.sheet.badPhoto, { name: file.name });
			}
		}
		scaling.value = false;
	}
	const removePhoto = (index: number) => (photos.value = photos.value.filter((_, other) => other !== index));

	function body(): Record<string, unknown> {
		const filled = Object.entries(draft).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text !== '');
		return {
			...Object.fromEntries(filled),
			...(photos.value.length
				? { photos: photos.value.map((photo, index) => ({ name: `photo-${index + 1}.jpg`, mediaType: 'image/jpeg', base64: base64Of(photo.url) })) }
				: {}),
		};
	}
	async function send(): Promise<void> {
		if (!complete.value || sending.value || scaling.value) return;
		sending.value = true;
		problem.value = null;
		try {
			const answer = await ask<{ stands?: boolean }>('POST', `${path}/answers`, { body: body(), key });
			unsent.value = false;
			phase.value = answer?.stands === false ? 'second' : 'sent';
			forget();
		} catch (error) {
			const failure = asProblem(error);
			unsent.value = failure.lineIsDown;
			if (failure.status === 409) {
				phase.value = 'second';
				forget();
			} else if (failure.status === 404) {
				phase.value = 'unknown';
			} else {
				problem.value = failure;
				// Refused: what is sent next is another answer. Too many at once: the same one again.
				if (!failure.lineIsDown && failure.status !== 429) key = newKey();
			}
		} finally {
			sending.value = false;
		}
	}

	// A telephone that rings throws the page away: what was typed comes back.
	try {
		Object.assign(draft, JSON.parse(sessionStorage.getItem(kDraftName(token)) ?? '{}'));
	} catch {
		// Nothing was kept.
	}
	watch(draft, () => {
		try {
			sessionStorage.setItem(kDraftName(token), JSON.stringify(draft));
		} catch {
			// The page keeps it as long as it is open.
		}
		if (!unsent.value) key = newKey();
	});
	function forget(): void {
		try {
			sessionStorage.removeItem(kDraftName(token));
		} catch {
			// Nothing was kept.
		}
	}

	const retry = setInterval(() => {
		if (unsent.value && !sending.value) void send();
	}, kRetryMs);
	const onOnline = () => {
		if (unsent.value) void send();
	};
	onMounted(() => {
		window.addEventListener('online', onOnline);
		void load();
	});
	onBeforeUnmount(() => {
		clearInterval(retry);
		window.removeEventListener('online', onOnline);
	});
	return { sheet, phase, problem, draft, photos, photoNote, scaling, sending, unsent, most, complete, load, addPhotos, removePhoto, send };
}
