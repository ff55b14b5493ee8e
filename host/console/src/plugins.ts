import type { RouteRecordRaw } from 'vue-router';
import type { Words } from './api/screens';
import type { Role } from './api/types';

/** An entry of the menu. `order` sorts across the host and all plugins. */
export interface MenuEntry {
	path: string;
	/** Key of the text in the locales. */
	title: string;
	/** The text itself, of a screen that a manifest brings. */
	words?: Words;
	/** Name of an Element Plus icon. */
	icon: string;
	order: number;
	/** Group heading, a key of the locales. */
	group: string;
	/** Who sees it; an administrator always does. */
	roles: Role[];
}

type Messages = Record<string, unknown>;

/** What `plugins/<id>/console/index.ts` exports by default: pages, menu entries and texts of one plugin. */
export interface ConsolePlugin {
	id: string;
	routes: RouteRecordRaw[];
	menu: MenuEntry[];
	/** True: it brings kinds of sheets for the go-live import. What is wrong in their lines stands under `importProblems`. */
	imports?: boolean;
	/** Merged under the plugin's id: `survey.tasks.title`. */
	messages: { zh: Messages; en: Messages };
}

const modules = import.meta.glob<{ default: ConsolePlugin }>('../../../plugins/*/console/index.ts', { eager: true });

/** The console parts of all plugins that were in the source tree when the console was built. */
export const consolePlugins: ConsolePlugin[] = Object.values(modules).map((module) => module.default);
