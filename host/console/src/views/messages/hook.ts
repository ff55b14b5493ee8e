import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { readOverview } from '@/api/host';
import type { MessagingStatus } from '@/api/types';
import { usePolling } from '@/composables/usePolling';
import { kTabs, type MessagesTab } from './types';

const kEveryMs = 5_000;

/** Tab in the address, and how the gateways are doing, which every tab needs to know. */
export function useMessages() {
	const route = useRoute();
	const router = useRouter();
	const tab = computed<MessagesTab>({
		get: () => kTabs.find((name) => name === route.params.tab) ?? 'log',
		set: (name) => void router.push({ name: 'messages', params: { tab: name === 'log' ? '' : name } }),
	});
	const status = ref<MessagingStatus | null>(null);
	const load = async () => {
		try {
			status.value = (await readOverview()).messaging ?? null;
		} catch {
			// The tab's own request says what is wrong; what was known last stays.
		}
	};
	usePolling(load, kEveryMs);
	const channels = computed(() => Object.keys(status.value?.channels ?? {}));
	return { tab, status, channels, load };
}
