package io.linernotes.jobs.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads published tables as analysts do: DuckDB over a glob. */
public final class Duck {
    private Duck() {}

    /** The one value of a query; {@code {table}} stands for a published table of the output. */
    public static long number(Path output, String query) throws SQLException {
        return Long.parseLong(text(output, query));
    }

    /** How many rows stand in one output and not, as often, in the other; {@code which} says which rows count. */
    public static long differences(String table, Path one, Path other, String which) throws SQLException {
        String rows = "(select * from read_parquet('%s/run=*/" + table + "/*.parquet') where " + which + ")";
        return number(
                one,
                "select count(*) from ((%1$s except all %2$s) union all (%2$s except all %1$s))"
                        .formatted(rows.formatted(one), rows.formatted(other)));
    }

    public static String text(Path output, String query) throws SQLException {
        String sql = query.replaceAll("\\{(\\w+)}", "read_parquet('" + output + "/run=*/$1/*.parquet')");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
