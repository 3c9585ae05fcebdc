//! The shipped demo data goes in without a reject, through the same import as anybody's.

use super::*;

#[test]
fn every_demo_file_goes_in() {
    let kind = |path: &str, text: &str| Kind::from_yaml(path, text).expect("shipped kind");
    let region = kind("region.yaml", include_str!("../../../../content/kinds/region.yaml"));
    let platform = kind("platform.yaml", include_str!("../../../../content/kinds/platform.yaml"));
    let institution = kind("institution.yaml", include_str!("../../../../content/kinds/institution.yaml"));
    let files: [(&Kind, &str, &[u8], Option<&str>); 6] = [
        (&institution, "institutions.csv", include_bytes!("../../../../demo/institutions.csv"), None),
        (&platform, "platforms.csv", include_bytes!("../../../../demo/platforms.csv"), None),
        (
            &enterprise(),
            "listed_companies.csv",
            include_bytes!("../../../../demo/listed_companies.csv"),
            None,
        ),
        (&region, "region_figures.csv", include_bytes!("../../../../demo/region_figures.csv"), None),
        (
            &region,
            "region_figures_inferred_year.csv",
            include_bytes!("../../../../demo/region_figures_inferred_year.csv"),
            None,
        ),
        (
            &region,
            "region_figure_notes.csv",
            include_bytes!("../../../../demo/region_figure_notes.csv"),
            Some("指标出处"),
        ),
    ];
    for (kind, name, bytes, list) in files {
        let request = ImportRequest { list: list.map(str::to_owned), ..request(name) };
        let report = check(kind, table(name, bytes), &request).expect(name).report;
        assert_eq!(report.rejects_total, 0, "{name}: {}", rejects(&report));
        assert_eq!(report.unmapped, [], "{name}");
        assert!(report.rows_in > 0, "{name}");
    }
}
