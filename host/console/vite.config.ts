/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Windows 7 ends at Chrome 109, and branches still have such machines.
const oldestBrowser = 'chrome109';

export default defineConfig({
	plugins: [vue()],
	resolve: {
		alias: { '@': here('./src') },
		// Pages of plugins lie outside this folder; their imports are looked up here.
		dedupe: ['vue', 'vue-router', 'vue-i18n', 'element-plus', '@element-plus/icons-vue', 'echarts', 'vitest'],
	},
	define: {
		__VUE_I18N_FULL_INSTALL__: true,
		__VUE_I18N_LEGACY_API__: false,
		__INTLIFY_PROD_DEVTOOLS__: false,
		__VUE_OPTIONS_API__: true,
		__VUE_PROD_DEVTOOLS__: false,
	},
	server: {
		fs: { allow: [here('../..')] },
		proxy: { '/api': process.env.ERPHOST_URL ?? 'http://127.0.0.1:8080' },
	},
	build: {
		target: oldestBrowser,
		cssTarget: oldestBrowser,
		// No inline data: the content security policy of front allows files of its own only.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 700,
		rollupOptions: {
			// The console, and the pages for people without an account (/s/…, /order).
			input: { index: here('./index.html'), public: here('./public.html') },
			output: {
				manualChunks(id) {
					if (!id.includes('node_modules')) return undefined;
					const name = /.*[\\/]node_modules[\\/](@?[^\\/]+)/.exec(id)?.[1] ?? '';
					if (['zrender', 'echarts'].includes(name)) return 'echarts';
					if (['write-excel-file', 'fflate'].includes(name)) return 'excel';
					if (['vue', '@vue'].includes(name)) return 'vue';
					if (['vue-router', 'vue-i18n', '@intlify'].includes(name)) return 'frame';
					if (['qrcode', 'dijkstrajs'].includes(name)) return 'qrcode';
					return 'element';
				},
			},
		},
	},
	test: {
		environment: 'jsdom',
		include: ['src/**/*.test.ts', 'mock/**/*.test.mjs', '../../plugins/*/console/**/*.test.ts'],
		root: here('.'),
	},
});
