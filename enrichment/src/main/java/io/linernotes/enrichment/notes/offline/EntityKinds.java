package io.linernotes.enrichment.notes.offline;

import com.ibm.icu.util.ULocale;
import io.linernotes.enrichment.notes.EntityKind;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Guesses what a name stands for, and says OTHER unless there is a plain sign. */
final class EntityKinds {
    private static final Set<String> ORGANISATION_WORDS = Set.of(
            "Inc",
            "Ltd",
            "Corp",
            "Corporation",
            "Company",
            "University",
            "Institute",
            "Foundation",
            "Association",
            "Bank",
            "College",
            "Agency",
            "Ministry",
            "Department",
            "Labs",
            "Committee",
            "Council",
            "Society",
            "Museum",
            "Hospital",
            "Group",
            "Studios",
            "Records",
            "Press",
            "Union",
            "Party",
            "Church");
    private static final Set<String> PLACE_WORDS = Set.of(
            "Street",
            "River",
            "Mountain",
            "Mountains",
            "Lake",
            "Island",
            "Islands",
            "City",
            "County",
            "Valley",
            "Park",
            "Bridge",
            "Bay",
            "Ocean",
            "Sea",
            "Desert",
            "Forest",
            "Square",
            "Avenue",
            "Road",
            "Beach",
            "Coast");
    private static final Set<String> COUNTRIES = Arrays.stream(ULocale.getISOCountries())
            .map(code -> new ULocale("", code).getDisplayCountry(ULocale.ENGLISH))
            .collect(Collectors.toUnmodifiableSet());

    private static final String HONORIFIC = "(Mr|Mrs|Ms|Dr|Prof|Professor|Doctor|Sir|Lady|Lord|President|Senator|"
            + "Captain|Judge|Queen|King|Uncle|Aunt|Saint)\\.? ";
    private static final String SPEECH =
            " (said|says|told|asked|replied|wrote|thinks|laughed|smiled|argued|explained)\\b";

    private final Episode episode;
    private final Set<String> speakers;

    EntityKinds(Episode episode) {
        this.episode = episode;
        speakers = episode.sentences().stream()
                .map(Sentence::speaker)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param mentions positions of the sentences with the name */
    EntityKind kind(String name, List<Integer> mentions) {
        String last = name.substring(name.lastIndexOf(' ') + 1);
        if (ORGANISATION_WORDS.contains(last)) {
            return EntityKind.ORGANISATION;
        }
        if (COUNTRIES.contains(name) || (PLACE_WORDS.contains(last) && name.indexOf(' ') > 0)) {
            return EntityKind.PLACE;
        }
        return isPerson(name, mentions) ? EntityKind.PERSON : EntityKind.OTHER;
    }

    private boolean isPerson(String name, List<Integer> mentions) {
        boolean speaker = speakers.stream()
                .anyMatch(known ->
                        known.equals(name) || List.of(known.split(" ", -1)).contains(name));
        if (speaker || Pattern.compile("^" + HONORIFIC).matcher(name + " ").find()) {
            return true;
        }
        String quoted = Pattern.quote(name);
        Pattern sign = Pattern.compile("\\b" + HONORIFIC + quoted + "\\b|\\b" + quoted + SPEECH);
        return mentions.stream()
                .anyMatch(position -> sign.matcher(episode.text(position)).find());
    }
}
