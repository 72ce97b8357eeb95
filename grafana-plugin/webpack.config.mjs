import path from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import grafana from './.config/webpack/webpack.config.ts';

/** Grafana copies the logo of the app alone; the plugins nested in it show the same one. */
const logos = new CopyWebpackPlugin({
  patterns: ['panels/work-orders', 'datasource'].map((nested) => ({
    from: 'img/logo.svg',
    to: `${nested}/img/logo.svg`,
  })),
});

/** Grafana's own build, plus the house's contract (TypeScript source) and the one zod that is bundled with it. */
export default async (env) => {
  const base = await grafana(env);
  return {
    ...base,
    performance: { hints: false },
    plugins: [...base.plugins, logos],
    resolve: {
      ...base.resolve,
      alias: {
        '@roundsman/contract': path.resolve(import.meta.dirname, '../contract/src'),
        zod: path.resolve(import.meta.dirname, 'node_modules/zod'),
      },
    },
  };
};
