"""Which instrument is the usual first choice for a study design; any other that suits may be
used as well."""

from reviews.vocabulary import StudyDesign

USUAL = {
    StudyDesign.NARRATIVE_REVIEW: "sanra",
    StudyDesign.SYSTEMATIC_REVIEW: "amstar-2",
    StudyDesign.RANDOMISED_TRIAL: "rob-2-assignment",
    StudyDesign.NON_RANDOMISED_TRIAL: "robins-i-2016",
    StudyDesign.COHORT: "robins-i-2016",
    StudyDesign.CASE_CONTROL: "robins-i-2016",
    StudyDesign.BEFORE_AFTER: "nhlbi-before-after",
    StudyDesign.CROSS_SECTIONAL: "nhlbi-cohort",
    StudyDesign.CASE_SERIES: "jbi-case-series",
    StudyDesign.DIAGNOSTIC_ACCURACY: "quadas-2",
    StudyDesign.QUALITATIVE: "casp-qualitative",
    StudyDesign.ANIMAL_EXPERIMENT: "syrcle",
    StudyDesign.OPINION: "jbi-text-and-opinion",
}
