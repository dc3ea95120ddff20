export const build='x'; import('virtual:izin/build')
